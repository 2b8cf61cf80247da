import Testing

@testable import Segment

struct TextRenderingTests {
  private let config = """
    operation: ${op}
    user_id: ${v}
    anonymous_id: ${v}
    event: ${v}
    group_id: ${v}
    previous_id: ${v}
    name: ${v}
    category: ${v}
    message_id: ${v}
    """

  @Test(arguments: [
    (#""te\"x\u0074 é""#, #"te\"x\u0074 é"#), ("5", "5"), ("1.0e3", "1.0e3"),
    ("12345678901234567890", "12345678901234567890"), ("true", "true"), ("false", "false"),
  ])
  func takesScalarsAsText(value: String, text: String) throws {
    func fields(_ operation: Operation) throws -> String? {
      try render(config: config, event: #"{"op":"\#(operation.rawValue)","v":\#(value)}"#).text
    }
    let start =
      #"{"messageId":"\#(text)","timestamp":"<now>","userId":"\#(text)","anonymousId":"\#(text)""#
    let end = #","context":{<library>},"sentAt":"<now>"}"#
    #expect(try fields(.track) == start + #","event":"\#(text)""# + end)
    #expect(try fields(.group) == start + #","groupId":"\#(text)""# + end)
    #expect(try fields(.alias) == start + #","previousId":"\#(text)""# + end)
    let category = #""category":"\#(text)""#
    #expect(
      try fields(.page) == start + #","name":"\#(text)",\#(category),"properties":{\#(category)}"#
        + end)
    #expect(try fields(.screen) == start + #","name":"\#(text)",\#(category)"# + end)
  }

  private static let ids = ["id_not_string user_id", "id_not_string anonymous_id"]

  @Test(arguments: [
    (Operation.track, ["event_not_string event"]), (.identify, []),
    (.page, ["name_not_string name", "category_not_string category"]),
    (.screen, ["name_not_string name", "category_not_string category"]),
    (.group, ["group_id_not_string group_id"]), (.alias, ["previous_id_not_string previous_id"]),
  ])
  func refusesObjectsAndArrays(operation: Operation, expected: [String]) throws {
    for value in [#"{"a":1}"#, "[]"] {
      let rendered = try render(
        config: config, event: #"{"op":"\#(operation.rawValue)","v":\#(value)}"#)
      #expect(
        problems(rendered) == ["message_id_not_string message_id"] + Self.ids + expected)
    }
  }

  @Test(
    arguments: [
      "{\"op\":\"O\"}", "{\"op\":\"O\",\"v\":null}", "{\"op\":\"O\",\"v\":\"\"}",
    ],
    [
      (Operation.track, ["event_not_defined event"]), (.identify, []), (.page, []), (.screen, []),
      (.group, ["group_id_not_defined group_id"]),
      (.alias, ["previous_id_not_defined previous_id"]),
    ])
  func refusesWhatIsAbsentAndNeeded(
    event: String, operation: (Operation, [String])
  ) throws {
    let rendered = try render(
      config: config, event: event.replacing("O", with: operation.0.rawValue))
    #expect(problems(rendered) == ["no_user_anon_id user_id"] + operation.1)
  }

  @Test func needsOnlyOneID() throws {
    let config = "operation: identify\nuser_id: ${u}\nanonymous_id: ${a}"
    #expect(
      try render(config: config, event: #"{"a":1}"#)
        == .call(.identify, body(#""anonymousId":"1""#)))
    #expect(
      try render(config: config, event: #"{"u":"x","a":null}"#)
        == .call(.identify, body(#""userId":"x""#)))
    #expect(
      try render(config: config, event: #"{"u":"","a":"x"}"#)
        == .call(.identify, body(#""anonymousId":"x""#)))
  }

  @Test func joinsTextAndLookups() throws {
    let config = "operation: identify\nuser_id: 'shop\"-${u}-${n, 0}'"
    #expect(
      try render(config: config, event: #"{"u":"\u00e9"}"#)
        == .call(.identify, body(#""userId":"shop\"-\u00e9-0""#)))
    #expect(
      try render(config: config, event: #"{"u":{"a":"b"},"n":7}"#)
        == .call(.identify, body(#""userId":"shop\"-{\"a\":\"b\"}-7""#)))
  }

  @Test func fallsBackToAnotherText() throws {
    let config = "operation: track\nuser_id: '${u, nobody}'\nevent: '${e, 5}'"
    #expect(
      try render(config: config, event: #"{"u":null}"#)
        == .call(.track, body(#""userId":"nobody","event":"5""#)))
  }

  @Test func makesUpAMessageIDWhereThereIsNone() throws {
    let config = "operation: identify\nuser_id: u\nmessage_id: ${m}"
    for event in ["{}", #"{"m":null}"#, #"{"m":""}"#] {
      let text = try #require(try render(config: config, event: event).text)
      #expect(text.firstMatch(of: /"messageId":"[0-9a-f-]{36}"/) != nil)
    }
  }
}
