import Testing

@testable import Segment

struct ProblemTests {
  @Test func listsAllProblemsOfAnEvent() throws {
    let config = """
      operation: ${op}
      user_id: ${u}
      event: ${e}
      properties: ${p}
      context: ${p}
      integrations: ${p}
      timestamp: ${t}
      message_id: ${m}
      """
    let long = String(repeating: "m", count: 101)
    let rendered = try render(
      config: config,
      event: #"{"op":"track","u":[],"e":{},"p":1,"t":"soon","m":"\#(long)"}"#)
    #expect(
      problems(rendered) == [
        "message_id_too_long message_id", "timestamp_invalid timestamp", "id_not_string user_id",
        "event_not_string event", "properties_not_object properties", "context_not_object context",
        "integrations_not_object integrations",
      ])
  }

  @Test func isShownWithTheCodeOfSegment() throws {
    #expect(
      try render(config: "operation: track\nuser_id: u\nevent: ${e}", event: "{}")
        == .refused(
          .invalidCall,
          #"{"success":false,"error":{"type":"invalid_call","message":"track needs an event name","#
            + #""problems":[{"code":"event_not_defined","field":"event","#
            + #""message":"track needs an event name"}]},"#
            + #""attempts":0}"#))
  }

  @Test(arguments: [
    (#""trakc""#, "'trakc'", "; did you mean track?"), (#""x\"y""#, #"'x\"y'"#, ""),
  ])
  func namesTheOperations(value: String, shown: String, hint: String) throws {
    let rendered = try render(config: "operation: ${op}\nuser_id: u", event: #"{"op":\#(value)}"#)
    #expect(problems(rendered) == ["unknown_operation operation"])
    let names = "track, identify, page, screen, group, alias"
    let message = "\(shown) is no operation, expected one of \(names)\(hint)"
    #expect(rendered.text?.contains(#""message":"\#(message)""#) == true)
  }

  @Test(arguments: [
    ("{}", "the event names no operation"), (#"{"op":null}"#, "the event names no operation"),
    (#"{"op":[]}"#, "operation must be text"),
  ])
  func needsAnOperation(event: String, message: String) throws {
    let rendered = try render(config: "operation: ${op}\nuser_id: u", event: event)
    #expect(problems(rendered) == ["unknown_operation operation"])
    #expect(rendered.text?.contains(#""message":"\#(message)""#) == true)
  }

  // MARK: Message id

  @Test func takesAMessageIDOf100Characters() throws {
    let config = "operation: identify\nuser_id: u\nmessage_id: ${m}"
    for character in ["m", "é", "😀", #"\u00e9"#, #"\ud83d\ude00"#, #"\n"#] {
      let longest = String(repeating: character, count: 100)
      let right = try render(config: config, event: #"{"m":"\#(longest)"}"#)
      #expect(right.text?.hasPrefix(#"{"messageId":"\#(longest)","#) == true)
      let wrong = try render(config: config, event: #"{"m":"\#(longest)x"}"#)
      #expect(problems(wrong) == ["message_id_too_long message_id"])
      #expect(wrong.text?.contains("message_id has 101 characters, at most 100 are taken") == true)
    }
  }

  // MARK: Timestamp

  @Test(arguments: [
    (#""2024-01-15""#, "2024-01-15T00:00:00Z"), ("1705312800", "2024-01-15T10:00:00.000Z"),
    ("1705312800123", "2024-01-15T10:00:00.123Z"), (#""1705312800""#, "2024-01-15T10:00:00.000Z"),
    (#""2024-01-15T10:20:30\u002B02:00""#, "2024-01-15T10:20:30+02:00"),
    ("null", "<now>"),
  ])
  func takesATimestamp(value: String, expected: String) throws {
    let text = try render(
      config: "operation: identify\nuser_id: u\ntimestamp: ${t}", event: #"{"t":\#(value)}"#
    ).text
    #expect(
      text
        == body(#""userId":"u""#).replacing(
          #""timestamp":"<now>""#, with: #""timestamp":"\#(expected)""#))
  }

  @Test func takesATimestampMadeOfParts() throws {
    let text = try render(
      config: "operation: identify\nuser_id: u\ntimestamp: '${d}T${h, 00}:30Z'",
      event: #"{"d":"2024-01-15"}"#
    ).text
    #expect(text?.contains(#""timestamp":"2024-01-15T00:30:00Z""#) == true)
  }

  @Test(arguments: [
    (#""soon""#, "soon"), ("true", "true"), (#""a\"b""#, #"a\"b"#),
    (#""ééééééééééééééééééééééééééééééééééééééééé""#, "éééééééééééééééééééééééééééééééééééééééé"),
  ])
  func refusesATimestamp(value: String, shown: String) throws {
    let rendered = try render(
      config: "operation: identify\nuser_id: u\ntimestamp: ${t}", event: #"{"t":\#(value)}"#)
    #expect(problems(rendered) == ["timestamp_invalid timestamp"])
    #expect(
      rendered.text?.contains(
        "timestamp '\(shown)' is neither ISO 8601 nor a number of seconds or milliseconds") == true)
  }

  @Test func refusesATimestampThatIsNoText() throws {
    let rendered = try render(
      config: "operation: identify\nuser_id: u\ntimestamp: ${t}", event: #"{"t":{}}"#)
    #expect(problems(rendered) == ["timestamp_invalid timestamp"])
    #expect(rendered.text?.contains("timestamp must be text or a number") == true)
  }

  // MARK: Strict

  @Test(arguments: [
    ("order-${o.id}", #"{"o":{"id":null}}"#, "missing_field o.id"),
    ("order-${o.id}", #"{"o":{"id":0}}"#, nil), ("order-${o.id, null}", #"{"o":{"id":null}}"#, nil),
    ("order-${o.id, 1}", #"{"o":{"id":null}}"#, nil),
  ])
  func takesNullWithinTextForNothing(event: String, json: String, problem: String?) throws {
    let config = "operation: track\nuser_id: u\nevent: '\(event)'"
    let strict = try render(config: config, event: json, strict: true)
    #expect(problems(strict) == (problem.map { [$0] } ?? []))
    #expect(problems(try render(config: config, event: json)).isEmpty)
  }

  @Test func failsAStrictEventForEachLookupThatFindsNothing() throws {
    let config = """
      operation: track
      user_id: ${u}
      event: a ${e} b
      properties: {x: '${p.x}', y: ['${p.y}'], z: '${p.x}', d: '${p.z, 1}', n: '${n}'}
      context: ${c}
      timestamp: ${t}
      group_id: ${unused}
      """
    let rendered = try render(config: config, event: #"{"n":null}"#, strict: true)
    guard case .refused(.missingField, let text) = rendered else {
      Issue.record("\(rendered)")
      return
    }
    #expect(
      problems(rendered) == [
        "missing_field t", "missing_field u", "no_user_anon_id user_id", "missing_field e",
        "missing_field p.x", "missing_field p.y", "missing_field c",
      ])
    #expect(
      text.contains(#"{"type":"missing_field","message":"the event has no t; the event has no u; "#)
    )
    #expect(problems(try render(config: config, event: #"{"u":1}"#)) == [])
  }

  @Test func sendsAStrictEventThatHasAll() throws {
    let rendered = try render(
      config: "operation: identify\nuser_id: ${u}\ntraits: {a: '${a}', b: '${b, 1}'}",
      event: #"{"u":"x","a":null}"#, strict: true)
    #expect(rendered == .call(.identify, body(#""userId":"x","traits":{"a":null,"b":1}"#)))
  }

  // MARK: Size

  @Test func anAliasNeedsAUser() throws {
    let config = """
      {operation: alias, user_id: "${u}", anonymous_id: a, previous_id: p, write_key: k}
      """
    #expect(try problems(render(config: config, event: "{}")) == ["no_user_anon_id user_id"])
    #expect(try problems(render(config: config, event: #"{"u":1}"#)) == [])
  }

  /// A call of this many bytes, one trait padded with this character.
  private func callOf(bytes count: Int, padding: String) throws -> Rendered {
    let config =
      "operation: identify\nuser_id: u\nmessage_id: m\nwrite_key: k\ntraits: {p: '${p}', q: '${q}'}"
    func event(_ length: Int) -> String {
      let whole = length / padding.utf8.count
      let rest = String(repeating: "x", count: length - whole * padding.utf8.count)
      return #"{"p":"\#(String(repeating: padding, count: whole))","q":"\#(rest)"}"#
    }
    let empty = try #require(try render(config: config, event: event(0)).text)
    let library = #""library":{"name":"segment-step","version":"\#(Program.version)"}"#
    let unmasked = empty.replacing("<now>", with: "2024-02-29T12:34:56.789Z")
      .replacing("<library>", with: library)
    return try render(config: config, event: event(count - unmasked.utf8.count))
  }

  @Test(arguments: ["x", "é", "😀", #"\n"#])
  func takesACallOf32KiBButNotOneByteMore(padding: String) throws {
    guard case .call = try callOf(bytes: 32_768, padding: padding) else {
      Issue.record("a call of 32 KiB was refused")
      return
    }
    let larger = try callOf(bytes: 32_769, padding: padding)
    #expect(problems(larger) == ["call_too_large call"])
    #expect(larger.text?.contains("the call has 32769 bytes, at most 32768 are taken") == true)
  }
}
