import Segment
import Testing

@testable import CLI

/// Configs that a program has made. What grew with the square of their size would not end.
@Suite(.timeLimit(.minutes(5))) struct LargeConfigTests {
  private static let head = "{write_key: k, operation: track, user_id: u, event: E"

  private func load(_ text: String) throws -> StepConfig {
    let invocation = try Invocation(arguments: ["-i", text])
    let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
    var loader = ConfigLoader(try #require(settings), environment: [:])
    return try loader.load()
  }

  @Test func takesManyLookups() throws {
    let members = (0..<20_000).map { "p\($0): \"${f\($0)}\"" }.joined(separator: ", ")
    let config = try load(Self.head + ", properties: {\(members)}}")
    let trial = EventTrial(config, Settings())
    #expect(trial.lookups.count == 20_000)
  }

  @Test func takesManyLookupsInOneText() throws {
    let text = (0..<20_000).map { "${f\($0)}" }.joined()
    let config = try load(Self.head + ", name: \"\(text)\"}")
    #expect(EventTrial(config, Settings()).lookups.count == 20_000)
  }

  @Test func refusesAPathThatNoEventIsAsDeepAs() throws {
    let path = Array(repeating: "a", count: 20_000).joined(separator: ".")
    let error = #expect(throws: Diagnostics.self) {
      try load(Self.head + ", name: \"${\(path)}\"}")
    }
    #expect(error?.all.count == 1)
    #expect(error?.all.first?.message.hasSuffix("a path of more than 512 steps") == true)
  }

  @Test func showsAHundredMistakes() throws {
    let members = (0..<20_000).map { "p\($0): \"${f\($0)\"" }.joined(separator: ",\n")
    let error = #expect(throws: Diagnostics.self) {
      try load(Self.head + ", properties: {\(members)}}")
    }
    #expect(error?.all.count == 101)
    #expect(error?.all.last?.message == "19900 more mistakes in the config")
  }
}
