import Sandbox
import TestSupport
import Testing

/// The recipes that deal one input to several processes.
struct ShareTests {
  private static let count = 1200

  @Test(.enabled(if: Tool.find("parallel") != nil, "needs GNU parallel"))
  func parallel() throws {
    let kitchen = try Kitchen()
    let reaper = try Reaper(in: kitchen, at: 400)
    try kitchen.makeDirectory("days")
    let days = (0..<6).map { $0 * 200 + 1..<$0 * 200 + 201 }
    for (day, numbers) in days.enumerated() {
      try kitchen.directory.write("days/\(day).ndjson", Kitchen.purchases(numbers))
    }
    let script = try EnginesManual.recipe("parallel")
    let killed = try kitchen.command(script: script).run()
    #expect(killed.status != .exited(0), killed.story)
    let finished = try kitchen.command(script: script).run()
    #expect(finished.status == .exited(0), finished.story)
    let files = (0..<6).map { "results/\($0).ndjson" }
    let found = try kitchen.expectEachOnce(1...Self.count, in: files, by: reaper)
    #expect(found == Array(1...Self.count))
  }

  @Test func split() throws {
    let kitchen = try Kitchen()
    let reaper = try Reaper(in: kitchen, at: 400)
    try kitchen.directory.write("events.ndjson", Kitchen.purchases(1...Self.count))
    let script = try EnginesManual.recipe("split")
    let killed = try kitchen.command(script: script).run()
    #expect(killed.status != .exited(0), killed.story)
    let finished = try kitchen.command(script: script).run()
    #expect(finished.status == .exited(0), finished.story)
    let files = try kitchen.files(below: "results") { $0.hasPrefix("part-") }
    let found = try kitchen.expectEachOnce(1...Self.count, in: files, by: reaper)
    #expect(found == (1...4).flatMap { Array(stride(from: $0, through: Self.count, by: 4)) })
  }
}
