import Sandbox
import TestSupport
import Testing

/// The recipes for Spark, on a real one.
@Suite(Spark.isInstalled, .serialized) struct SparkTests {
  private static let count = 1200

  /// A kitchen with purchases in four files, of which Spark makes two tasks.
  private func kitchen() throws -> Kitchen {
    let kitchen = try Kitchen()
    try kitchen.makeDirectory("events")
    for file in 0..<4 {
      let first = file * Self.count / 4 + 1
      try kitchen.directory.write(
        "events/\(file).ndjson", Kitchen.purchases(first..<first + Self.count / 4))
    }
    return kitchen
  }

  private func parts(of kitchen: Kitchen) throws -> [String] {
    try kitchen.files(below: "results") { $0.hasPrefix("part-") }
  }

  /// Both tasks die in their first attempt, each with its program.
  @Test func transform() throws {
    let kitchen = try kitchen()
    let reaper = try Reaper(in: kitchen, at: 400)
    let finished = try Spark.command("spark", in: kitchen).run()
    #expect(finished.status == .exited(0), finished.story)
    try kitchen.expectEachOnce(1...Self.count, in: parts(of: kitchen), by: reaper)
  }

  /// The JVM dies with its tasks, in the first batch. It is repeated, and not again once it is done.
  @Test func stream() throws {
    let kitchen = try kitchen()
    let reaper = try Reaper(in: kitchen, at: 400, withParent: true)
    let killed = try Spark.command("spark-streaming", in: kitchen).run()
    #expect(killed.status != .exited(0), killed.story)
    let finished = try Spark.command("spark-streaming", in: kitchen).run()
    #expect(finished.status == .exited(0), finished.story)
    try kitchen.expectEachOnce(1...Self.count, in: parts(of: kitchen), by: reaper)
    #expect(reaper.collector.statistics.requests < 2 * Self.count)
  }
}
