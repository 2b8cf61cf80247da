import Testing
import YAML

@testable import Segment

struct ConfigOverrideTests {
  @Test func isEnoughOnItsOwn() throws {
    let config = try read(
      nil,
      set: [
        ("write_key", "k"), ("operation", "track"), ("user_id", "u"), ("event", "e"),
        ("properties.order.total", "1.10"), ("properties.order.tags", "[a, b]"),
        ("timeout", "5"), ("output_to", "'x.y'"),
      ])
    #expect(config.delivery.timeoutSeconds == 5)
    #expect(config.outputTo == "x.y")
    guard case .value(let properties) = config.objects[.properties] else {
      Issue.record("no properties")
      return
    }
    #expect(
      properties.constant.map { String(decoding: $0, as: UTF8.self) }
        == #"{"order":{"total":1.10,"tags":["a","b"]}}"#)
  }

  @Test func standsOverTheConfigAndTheEarlierOne() throws {
    let yaml = "write_key: k\noperation: identify\nuser_id: u\ntraits: {a: 1, b: {c: 2, d: 3}}"
    let config = try read(
      yaml, set: [("traits.b.c", "x"), ("traits.b.c", "y"), ("traits.e", "null")])
    guard case .value(let traits) = config.objects[.traits] else {
      Issue.record("no traits")
      return
    }
    #expect(
      traits.constant.map { String(decoding: $0, as: UTF8.self) }
        == #"{"a":1,"b":{"c":"y","d":3},"e":null}"#)
  }

  @Test func takesAParameterAwayWithNull() throws {
    let config = try read(
      "write_key: k\noperation: identify\nuser_id: u\ntimeout: 5", set: [("timeout", "null")])
    #expect(config.delivery.timeoutSeconds == 30)
  }

  @Test func appliesToTheStepChosenFromAWorkflow() throws {
    let config = try read(
      "steps: [{type: http}, {write_key: k, operation: identify, user_id: u}]",
      set: [("output_to", "o")])
    #expect(config.outputTo == "o")
  }

  @Test(arguments: ["", ".", "a.", ".a", "a..b"])
  func refusesAnEmptyName(path: String) throws {
    #expect(throws: ConfigError(.setPathEmpty(path: path), line: 1, column: 1, source: 7)) {
      try ConfigOverride(path: path, value: Document.parse(Array("1".utf8)), source: 7)
    }
  }

  @Test func reportsEveryPathThroughAValueAndAllElse() throws {
    let errors = try mistakes(
      "write_key: k\noperation: identify\nuser_id: u\nretries: 11\ntraits: {a: [1]}",
      set: [("user_id.x", "1"), ("traits.a.b.c", "2"), ("evnt", "3")])
    #expect(
      errors == [
        ConfigError(
          .outOfRange(.retries, value: "11", expected: .wholeNumber(0...10)), line: 4, column: 10),
        ConfigError(.setThroughValue(path: "user_id"), line: 1, column: 1, source: 1),
        ConfigError(.setThroughValue(path: "traits.a"), line: 1, column: 1, source: 2),
        ConfigError(.unknownParameter("evnt", nearest: "event"), line: 1, column: 1, source: 3),
      ])
  }

  @Test func marksMistakesInsideAValue() throws {
    let errors = try mistakes(
      "write_key: k\noperation: identify\nuser_id: u", set: [("traits", "{a: .inf, b: '${'}")])
    #expect(
      errors == [
        ConfigError(.notFinite(".inf"), line: 1, column: 5, source: 1),
        ConfigError(.template(.unterminated, lookup: "${"), line: 1, column: 14, source: 1),
      ])
  }
}
