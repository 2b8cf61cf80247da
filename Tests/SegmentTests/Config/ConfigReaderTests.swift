import Testing
import YAML

@testable import Segment

struct ConfigReaderTests {
  typealias Expectation = ConfigError.Expectation

  @Test(arguments: [
    ("tyep: segment", ConfigError.Reason.unknownParameter("tyep", nearest: "type"), 1),
    ("userId: u", .unknownParameter("userId", nearest: "user_id"), 1),
    ("colour: red", .unknownParameter("colour", nearest: nil), 1),
    ("event_name: x", .unknownParameter("event_name", nearest: "event"), 1),
    ("retry: 3", .unknownParameter("retry", nearest: "retries"), 1),
    ("props: {}", .unknownParameter("props", nearest: "properties"), 1),
    ("type: http", .otherStepType("http"), 7),
    ("type: [segment]", .wrongKind(.type, expected: .string, found: "list"), 7),
    ("event: {a: 1}", .wrongKind(.event, expected: .string, found: "mapping"), 8),
    ("name: [a]", .wrongKind(.name, expected: .string, found: "list"), 7),
    ("group_id: ''", .empty(.groupID), 11),
    ("category: ${env:EMPTY}", .empty(.category), 11),
    ("previous_id: \"\"", .empty(.previousID), 14),
    ("message_id: ''", .empty(.messageID), 13),
    ("timestamp: yesterday", .badTimestamp("yesterday"), 12),
    ("timestamp: 2023-02-29", .badTimestamp("2023-02-29"), 12),
    ("output_to: ''", .empty(.outputTo), 12),
    ("output_to: ${a}", .wrongKind(.outputTo, expected: .string, found: "lookup"), 12),
    ("output_to: [a]", .wrongKind(.outputTo, expected: .string, found: "list"), 12),
    ("traits: text", .wrongKind(.traits, expected: .object, found: "text that is not JSON"), 9),
    ("traits: a ${b}", .wrongKind(.traits, expected: .object, found: "text"), 9),
    ("traits: '[1]'", .wrongKind(.traits, expected: .object, found: "text"), 9),
    (
      "traits: '{\"a\":1} x'",
      .wrongKind(.traits, expected: .object, found: "text that is not JSON"), 9
    ),
    ("traits: ''", .wrongKind(.traits, expected: .object, found: "text that is not JSON"), 9),
    ("context: [1]", .wrongKind(.context, expected: .object, found: "list"), 10),
    ("properties: 5", .wrongKind(.properties, expected: .object, found: "number"), 13),
    ("integrations: true", .wrongKind(.integrations, expected: .object, found: "boolean"), 15),
    ("traits: {a: .nan}", .notFinite(".nan"), 13),
    ("traits: {a: [-.inf]}", .notFinite("-.inf"), 14),
    (
      "retry_propagate: yes",
      .wrongKind(.retryPropagate, expected: .boolean, found: "text 'yes'", meant: "true"), 18
    ),
    (
      "retry_propagate: 0",
      .wrongKind(.retryPropagate, expected: .boolean, found: "number", meant: "false"), 18
    ),
  ])
  func reportsOneMistake(line: String, reason: ConfigError.Reason, column: Int) throws {
    #expect(try mistakes(inLine: line) == [ConfigError(reason, line: 5, column: column)])
  }

  @Test(arguments: [
    ("timeout", "0", Expectation.wholeNumber(1...3600)),
    ("timeout", "3601", .wholeNumber(1...3600)),
    ("timeout", "99999999999999999999", .wholeNumber(1...3600)),
    ("retries", "-1", .wholeNumber(0...10)),
    ("retries", "3.5", .wholeNumber(0...10)), ("timeout", "1e-1", .wholeNumber(1...3600)),
    ("retries", "11", .wholeNumber(0...10)), ("backoff_seconds", "-0.5", .nonNegativeNumber),
    ("backoff_seconds", "86401", .nonNegativeNumber),
    ("backoff_seconds", "1e999", .nonNegativeNumber),
  ])
  func reportsANumberOutOfRange(name: String, value: String, expected: Expectation) throws {
    let name = try #require(ParameterName(rawValue: name))
    #expect(
      try mistakes(inLine: "\(name.rawValue): \(value)") == [
        ConfigError(
          .outOfRange(name, value: value, expected: expected), line: 5,
          column: name.rawValue.count + 3)
      ])
  }

  @Test(arguments: [
    ("timeout", ".inf", "number", nil), ("timeout", "'30'", "text '30'", "30"),
    ("timeout", "30s", "text '30s'", "30"), ("retries", "three", "text 'three'", nil),
    ("retries", "[1]", "list", nil), ("retries", "true", "boolean", nil),
    ("timeout", "${env:KEY}", "text '${env:KEY}'", nil),
  ])
  func reportsWhatIsNoWholeNumber(
    name: String, value: String, found: String, meant: String?
  ) throws {
    let name = try #require(ParameterName(rawValue: name))
    let range = name == .timeout ? 1...3600 : 0...10
    #expect(
      try mistakes(inLine: "\(name.rawValue): \(value)") == [
        ConfigError(
          .wrongKind(name, expected: .wholeNumber(range), found: found, meant: meant), line: 5,
          column: name.rawValue.count + 3)
      ])
  }

  @Test(arguments: [("soon", "text 'soon'"), (".inf", "number"), ("{}", "mapping")])
  func reportsABackoffThatIsNoNumber(value: String, found: String) throws {
    #expect(
      try mistakes(inLine: "backoff_seconds: \(value)") == [
        ConfigError(
          .wrongKind(.backoffSeconds, expected: .nonNegativeNumber, found: found), line: 5,
          column: 18)
      ])
  }

  @Test(arguments: [
    ("${a.}", TemplateError.Reason.emptyName, "${a.}"),
    ("${env:MISSING}", .unsetVariable("MISSING"), "${env:MISSING}"),
    (
      "x ${file:/none} y", .unreadableFile(path: "/none", reason: "No such file or directory"),
      "${file:/none}"
    ),
    (
      "${file:/run/bad}", .unreadableFile(path: "/run/bad", reason: "its text is not valid UTF-8"),
      "${file:/run/bad}"
    ),
  ])
  func reportsAMistakeInATemplate(
    text: String, reason: TemplateError.Reason, lookup: String
  ) throws {
    #expect(
      try mistakes(inLine: "event: \(text)")
        == [ConfigError(.template(reason, lookup: lookup), line: 5, column: 8)])
    #expect(
      try mistakes(inLine: "traits:\n  a:\n  - \(text)")
        == [ConfigError(.template(reason, lookup: lookup), line: 7, column: 5)])
  }

  @Test func reportsAMessageIDOfMoreThan100Characters() throws {
    let longest = String(repeating: "é", count: 100)
    #expect(try mistakes(inLine: "message_id: \(longest)").isEmpty)
    #expect(
      try mistakes(inLine: "message_id: \(longest)x")
        == [ConfigError(.tooLong(.messageID, limit: 100), line: 5, column: 13)])
  }

  @Test(arguments: [
    ("track", ParameterName.event), ("group", .groupID), ("alias", .previousID),
  ])
  func reportsWhatAnOperationNeeds(operation: String, name: ParameterName) throws {
    let yaml = "# a step\nwrite_key: k\noperation: \(operation)\nuser_id: u"
    #expect(
      try mistakes(yaml) == [
        ConfigError(
          .missing(name, or: nil, operation: Operation(rawValue: operation)), line: 2, column: 1)
      ])
    #expect(try mistakes(yaml + "\n\(name.rawValue): x").isEmpty)
  }

  @Test func aMemberThatIsNotIndentedIsSuspected() throws {
    let yaml = "write_key: k\noperation: identify\nuser_id: u\ntraits:\nplan: free\nage: 7"
    #expect(
      try mistakes(yaml) == [
        ConfigError(.memberNotIndented("plan", of: .traits), line: 5, column: 1),
        ConfigError(.memberNotIndented("age", of: .traits), line: 6, column: 1),
      ])
    #expect(
      try mistakes("write_key: k\noperation: identify\nuser_id: u\ntraits:\nevnt: free") == [
        ConfigError(.unknownParameter("evnt", nearest: "event"), line: 5, column: 1)
      ])
  }

  @Test func whatBelongsToAnEditorIsIgnored() throws {
    let yaml = "$schema: s\nx-ids: &u u\nwrite_key: k\noperation: identify\nuser_id: *u"
    #expect(try mistakes(yaml).isEmpty)
  }

  @Test func anAliasNeedsAUser() throws {
    let yaml = "write_key: k\noperation: alias\nprevious_id: p\nanonymous_id: a"
    #expect(
      try mistakes(yaml) == [
        ConfigError(.missing(.userID, or: nil, operation: .alias), line: 1, column: 1)
      ])
    #expect(try mistakes(yaml + "\nuser_id: u").isEmpty)
  }

  @Test(arguments: ["identify", "page", "screen", "${op}"])
  func needsNothingMoreFor(operation: String) throws {
    #expect(try mistakes("write_key: k\noperation: \(operation)\nanonymous_id: a").isEmpty)
  }

  @Test(arguments: [
    ("tarck", "track" as String?), ("Track", "track"), ("idenfity", "identify"), ("purchase", nil),
    ("''", nil), ("${env:KEY}", nil),
  ])
  func reportsAnUnknownOperation(text: String, nearest: String?) throws {
    let shown = text == "''" ? "" : text == "${env:KEY}" ? "secret" : text
    #expect(
      try mistakes("write_key: k\noperation: \(text)\nuser_id: u")
        == [ConfigError(.unknownOperation(shown, nearest: nearest), line: 2, column: 12)])
  }

  @Test(arguments: [
    ("''", ConfigError.Reason.empty(.writeKey)),
    ("${user.key}", .writeKeyFromEvent(lookup: "user.key")),
    ("k-${input:line}", .writeKeyFromEvent(lookup: "input:line")),
    ("'a b'", .badWriteKey(.severalWords)), ("a,b", .badWriteKey(.severalWords)),
    ("\"a\\nb\"", .badWriteKey(.severalLines)), ("${env:CAFÉ}", .badWriteKey(.character)),
    ("<write-key>", .badWriteKey(.placeholder)), ("'{{key}}'", .badWriteKey(.placeholder)),
    ("'%{KEY}'", .badWriteKey(.placeholder)), ("'$${KEY}'", .badWriteKey(.shellVariable)),
    ("$SEGMENT_KEY", .badWriteKey(.shellVariable)),
    ("KEY=abc", .badWriteKey(.assignment)), ("a:bc", .badWriteKey(.colon)),
    ("\"'abc'\"", .badWriteKey(.quoted)), ("\u{201C}abc\u{201D}", .badWriteKey(.quoted)),
    ("\"\\ufeffabc\"", .badWriteKey(.byteOrderMark)), ("\"\\tabc\"", .badWriteKey(.severalWords)),
    ("\"a\\u0001b\"", .badWriteKey(.character)),
    ("[k]", .wrongKind(.writeKey, expected: .string, found: "list")),
    ("${env:MISSING}", .template(.unsetKeyVariable("MISSING"), lookup: "${env:MISSING}")),
  ])
  func reportsAWriteKey(value: String, reason: ConfigError.Reason) throws {
    #expect(
      try mistakes("operation: identify\nuser_id: u\nwrite_key: \(value)")
        == [ConfigError(reason, line: 3, column: 12)])
  }

  @Test(arguments: [
    (".user.id", "user.id"), ("'{{user.id}}'", "user.id"), ("'{{ .user.id }}'", "user.id"),
    ("$user.id", "user.id"), ("$.user.id", "user.id"), ("'%{user.id}'", "user.id"),
    ("'%{[user][id]}'", "user.id"), ("$.items[0].id", "items[0].id"), ("user.id", nil), ("$5", nil),
    (".5", nil), ("u-$id", nil), ("$", nil), ("'{{}}'", nil), ("a.b", nil),
  ])
  func reportsAnIdThatIsAnotherToolsLookup(value: String, path: String?) throws {
    let config = "write_key: k\noperation: identify\nuser_id: \(value)"
    guard let path else {
      _ = try read(config)
      return
    }
    let text = value.first == "'" ? String(value.dropFirst().dropLast()) : value
    #expect(
      try mistakes(config)
        == [ConfigError(.foreignLookup(.userID, text: text, path: path), line: 3, column: 10)])
  }

  @Test func readsTheRegion() throws {
    let config = "write_key: k\noperation: identify\nuser_id: u\n"
    #expect(try read(config).region == nil)
    #expect(try read(config + "region: eu").region == .eu)
    #expect(
      try mistakes(config + "region: ${place}")
        == [
          ConfigError(
            .wrongKind(.region, expected: .string, found: "lookup"), line: 4, column: 9)
        ])
    #expect(
      try mistakes(config + "region: asia")
        == [
          ConfigError(.notAWord(.region, value: "asia", words: ["us", "eu"]), line: 4, column: 9)
        ])
  }

  @Test func readsTheLongestBackoff() throws {
    let config = "write_key: k\noperation: identify\nuser_id: u\nbackoff_seconds: 2\n"
    #expect(try read(config + "backoff_max_seconds: 2").delivery.backoffMaxSeconds == 2)
    for value in ["1.5", "0"] {
      #expect(
        try mistakes(config + "backoff_max_seconds: \(value)")
          == [ConfigError(.backoffMaximumTooSmall(backoff: "2"), line: 5, column: 22)])
    }
  }

  @Test func doesNotShowTheWriteKeyInAMistake() throws {
    let errors = try mistakes("write_key: ${env:KEY} ${env:CAFÉ}\noperation: identify\nuser_id: u")
    #expect(errors == [ConfigError(.badWriteKey(.severalWords), line: 1, column: 12)])
    #expect(!"\(errors)".contains("secret"))
  }

  @Test func reportsWhatAnEmptyStepLacks() throws {
    #expect(
      try mistakes(nil) == [
        ConfigError(.missing(.writeKey, or: nil, operation: nil), line: 1, column: 1),
        ConfigError(.missing(.operation, or: nil, operation: nil), line: 1, column: 1),
        ConfigError(.missing(.userID, or: .anonymousID, operation: nil), line: 1, column: 1),
      ])
  }

  @Test func reportsAllMistakesInTheOrderOfTheirPlaces() throws {
    let errors = try mistakes(
      """
      steps:
        - type: segment
          retries: 99
          operation: trak
          usr_id: u
          properties: {a: '${', b: {c: '${x.}'}}
          timestamp: never
      """)
    #expect(
      errors == [
        ConfigError(.missing(.writeKey, or: nil, operation: nil), line: 2, column: 5),
        ConfigError(
          .outOfRange(.retries, value: "99", expected: .wholeNumber(0...10)), line: 3, column: 14),
        ConfigError(.unknownOperation("trak", nearest: "track"), line: 4, column: 16),
        ConfigError(.unknownParameter("usr_id", nearest: "user_id"), line: 5, column: 5),
        ConfigError(.template(.unterminated, lookup: "${"), line: 6, column: 21),
        ConfigError(.template(.emptyName, lookup: "${x.}"), line: 6, column: 34),
        ConfigError(.badTimestamp("never"), line: 7, column: 16),
      ])
  }
}
