import Segment
import TestSupport
import Testing

@testable import CLI

/// An independent validator, Python's jsonschema, and the program itself judge the same configs.
struct SchemaAgreementTests {
  static let validator = SchemaValidator.find()

  static let step = "write_key: k, operation: identify, user_id: u"

  static let right =
    [
      "{\(step)}", "[{\(step)}]", "steps: [{\(step)}]\nname: w",
      "workflow: {steps: [{type: http, url: x}, {\(step), type: segment}], other: 1}",
      "{\(step), timeout: 3600, retries: 10, backoff_seconds: 0.5, retry_propagate: true}",
      "{\(step), timeout: 30.0, retries: 3.0}", "{\(step), type: null}", "[{\(step), type: ~}]",
      "{\(step), name: 1, category: true, output_to: r, description: [1, 2]}",
      "{\(step), name: null, timeout: null, traits: null, message_id: null}",
      "{\(step), traits: {a: [1, {b: '${c}'}]}, context: '${.}', properties: ' {\"a\": 1}'}",
      "{write_key: k, operation: '${op}', anonymous_id: 7}",
      "{write_key: k, operation: track, user_id: u, event: E, message_id: \(text(100))}",
      "{\(step), message_id: '${\(text(101))}'}",
      "{write_key: k, operation: group, user_id: u, group_id: g}",
      "{write_key: k, operation: alias, user_id: u, previous_id: p}",
      "{write_key: k, operation: page, anonymous_id: a}",
    ]

  static let wrong = [
    "", "1", "[]", "steps: {}", "workflow: {steps: 1}",
    "{operation: identify, user_id: u}", "{write_key: k, user_id: u}",
    "{write_key: k, operation: identify}", "{write_key: k, operation: identify, user_id: null}",
    "{write_key: null, operation: identify, user_id: u}",
    "{write_key: '', operation: identify, user_id: u}",
    "{write_key: k, operation: trak, user_id: u}", "{write_key: k, operation: 1, user_id: u}",
    "{write_key: k, operation: track, user_id: u}",
    "{write_key: k, operation: track, user_id: u, event: null}",
    "{write_key: k, operation: group, user_id: u}", "{write_key: k, operation: alias, user_id: u}",
    "{\(step), type: http}", "{\(step), userId: u}", "{\(step), event: ''}",
    "{\(step), name: {a: 1}}", "{\(step), category: [a]}", "{\(step), output_to: {}}",
    "{\(step), traits: [1]}", "{\(step), traits: 1}", "{\(step), context: text}",
    "{\(step), timeout: 0}", "{\(step), timeout: 3601}", "{\(step), timeout: 1.5}",
    "{\(step), timeout: '${t}'}", "{\(step), retries: -1}", "{\(step), retries: 11}",
    "{\(step), backoff_seconds: -0.5}", "{\(step), backoff_seconds: 86401}",
    "{\(step), backoff_seconds: soon}", "{\(step), retry_propagate: maybe}",
    "{\(step), message_id: \(text(101))}",
    "[{type: http}]", "[{type: segment, user_id: u}]", "steps: [{type: sql}]",
    "workflow: {steps: [{type: http}, {\(step), bogus: 1}]}",
  ]

  @Test(.enabled(if: validator != nil, "no python3 with jsonschema (4 or later) and yaml"))
  func acceptsTheFixtures() throws {
    let validator = try #require(Self.validator)
    let names = [
      "alias", "group", "identify", "page", "purchase", "replay", "screen", "track", "workflow",
    ]
    let paths = names.map { Fixtures.path("configs/\($0).yaml") }
    #expect(try validator.verdicts(on: paths) == names.map { _ in "right" })
  }

  @Test(.enabled(if: validator != nil, "no python3 with jsonschema (4 or later) and yaml"))
  func judgesAsTheProgramDoes() throws {
    let validator = try #require(Self.validator)
    let directory = try TemporaryDirectory()
    let configs = Self.right + Self.wrong
    let paths = try configs.enumerated().map { try directory.write("\($0).yaml", $1) }
    let verdicts = try validator.verdicts(on: paths)
    try #require(verdicts.count == configs.count)
    for (config, verdict) in zip(configs, verdicts) {
      #expect(verdict == (Self.right.contains(config) ? "right" : "wrong"), "\(config)")
    }
  }

  @Test(arguments: right) func theProgramTakesTheRightOnes(config: String) {
    #expect(throws: Never.self) { try Self.load(config) }
  }

  @Test(arguments: wrong) func theProgramRefusesTheWrongOnes(config: String) {
    #expect(throws: Diagnostics.self) { try Self.load(config) }
  }

  /// Where the two differ, a schema cannot know what the program does: the value of a variable, or JSON
  /// within text.
  @Test(.enabled(if: validator != nil, "no python3 with jsonschema (4 or later) and yaml"))
  func judgesMutatedConfigsAsTheProgramDoes() throws {
    let validator = try #require(Self.validator)
    let directory = try TemporaryDirectory()
    let configs = (0..<4000).map { MutatedConfig($0).text }
    let lines = configs.map { $0 + "\n" }.joined()
    let verdicts = try validator.verdicts(on: [try directory.write("configs.ndjson", lines)])
    try #require(verdicts.count == configs.count)
    var differences: [String] = []
    for (config, verdict) in zip(configs, verdicts) {
      let errors = Self.errors(in: config)
      guard errors.isEmpty != (verdict == "right") else { continue }
      differences.append("\(verdict) to the schema: \(config)\n  \(errors)")
    }
    let inexplicable = differences.filter { !$0.contains("${env:") && !$0.contains(#"\"{"#) }
    #expect(inexplicable == [])
    #expect(differences.count < configs.count * 3 / 100, "\(differences)")
    #expect(verdicts.count { $0 == "right" } > configs.count / 6)
  }

  /// What the program says of a config.
  private static func errors(in config: String) -> String {
    do {
      try load(config)
      return ""
    } catch {
      return "\(error)"
    }
  }

  private static func load(_ config: String) throws {
    let invocation = try Invocation(arguments: ["-i", config])
    let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
    var loader = ConfigLoader(try #require(settings), environment: ["SET": "value"])
    _ = try loader.load()
  }

  private static func text(_ count: Int) -> String { String(repeating: "m", count: count) }
}
