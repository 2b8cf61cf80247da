import JSON
import Testing
import YAML

@testable import Segment

struct CallRendererTests {
  @Test func writesTheWholeBody() throws {
    let config = "operation: track\nuser_id: u\nevent: e\nmessage_id: m-1\nwrite_key: k"
    var reader = ConfigReader(surroundings: surroundings())
    let plan = CallPlan(try reader.read(try Document.parse(Array(config.utf8))))
    var renderer = CallRenderer(plan, options: .init())
    var bytes = ByteBuffer("left over".utf8)
    let rendering = renderer.render(ByteBuffer("{}".utf8), number: 1, at: now, into: &bytes)
    #expect(
      String(bytes)
        == #"{"messageId":"m-1","timestamp":"2024-02-29T12:34:56.789Z","userId":"u","event":"e","#
        + #""context":{"library":{"name":"segment-step","version":"\#(Program.version)"}},"#
        + #""sentAt":"2024-02-29T12:34:56.789Z"}"#)
    guard case .call(let call) = rendering.content else {
      Issue.record("no call: \(rendering.content)")
      return
    }
    #expect(call.operation == .track)
    #expect(String(decoding: Array(bytes)[call.messageID], as: UTF8.self) == "m-1")
    let sentAt = Array(bytes)[call.sentAt...].prefix(WallTime.textLength)
    #expect(String(decoding: sentAt, as: UTF8.self) == "2024-02-29T12:34:56.789Z")
  }

  @Test(arguments: [
    (Operation.track, "event: e", #""event":"e","properties":{"p":1}"#),
    (.identify, "", #""traits":{"t":1}"#),
    (.page, "", #""name":"n","category":"c","properties":{"p":1,"category":"c"}"#),
    (.screen, "", #""name":"n","category":"c","properties":{"p":1}"#),
    (.group, "group_id: g", #""groupId":"g","traits":{"t":1}"#),
    (.alias, "previous_id: p", #""previousId":"p""#),
  ])
  func writesTheFieldsOfAnOperation(
    operation: Operation, needed: String, fields: String
  ) throws {
    let config = """
      user_id: u
      anonymous_id: a
      name: n
      category: c
      properties: {p: 1}
      traits: {t: 1}
      \(needed)
      operation:
      """
    let expected = Rendered.call(operation, body(#""userId":"u","anonymousId":"a","# + fields))
    #expect(try render(config: "\(config) \(operation.rawValue)", event: "{}") == expected)
    let decided = try render(
      config: "\(config) ${op}", event: #"{"op":"\#(operation.rawValue)"}"#)
    #expect(decided == expected)
  }

  @Test func leavesOutWhatIsNotGiven() throws {
    #expect(
      try render(config: "operation: page\nanonymous_id: a", event: "{}")
        == .call(.page, body(#""anonymousId":"a""#)))
  }

  @Test func readsTheOperationInEscapes() throws {
    let rendered = try render(
      config: "operation: ${op}\nuser_id: u", event: #"{"op":"ident\u0069fy"}"#)
    #expect(rendered == .call(.identify, body(#""userId":"u""#)))
  }

  @Test func putsTheLineNumberIn() throws {
    let rendered = try render(
      config:
        """
        operation: identify
        user_id: ${input:line}
        traits: {n: '${input:line}', t: 'l${input:line}'}
        """,
      event: "{}", number: 12)
    #expect(rendered == .call(.identify, body(#""userId":"12","traits":{"n":12,"t":"l12"}"#)))
  }

  @Test func putsVariablesInOnce() throws {
    let rendered = try render(
      config: "operation: identify\nuser_id: ${env:U}\ntraits: {stage: '${env:STAGE, dev}'}",
      event: #"{"x":1}"#, variables: ["U": "${x}\""])
    #expect(rendered == .call(.identify, body(#""userId":"${x}\"","traits":{"stage":"dev"}"#)))
  }

  @Test func addsIntegrations() throws {
    let config = "operation: identify\nuser_id: u\nintegrations: {All: false, Mixpanel: '${m}'}"
    let start = #"{"messageId":"<id>","timestamp":"<now>","userId":"u","context":{<library>},"#
    #expect(
      try render(config: config, event: #"{"m":true}"#)
        == .call(
          .identify,
          start + #""integrations":{"All":false,"Mixpanel":true},"sentAt":"<now>"}"#))
  }

  // MARK: Lines that are no events

  @Test(arguments: [
    ("{\"a\":}", 6, "expected a value"), ("", 1, "expected a value"),
    ("{} x", 4, "expected the end of the line after the value"),
    ("{\"é\":01}", 6, "not a JSON number"), ("{\"a\":1", 7, "expected ',' or '}'"),
    ("{'a':1}", 2, "expected a member name in double quotes; JSON has double quotes"),
  ])
  func reportsALineThatIsNotJSON(line: String, column: Int, reason: String) throws {
    let raw = JSONString.quoted(line)
    let message = "line 10, column \(column): \(reason)"
    #expect(
      try render(config: "operation: identify\nuser_id: u", event: line, number: 10)
        == .refused(
          .invalidJSON,
          #"{"success":false,"error":{"type":"invalid_json","#
            + #""message":"\#(message)","line":10,"raw":"#
            + String(decoding: raw, as: UTF8.self) + #"},"attempts":0}"#))
  }

  @Test(arguments: [
    ("[1]", "an array; jq -c '.[]' makes a line of each element"), ("5", "a number"),
    ("\"x\"", "a string"), ("null", "null"),
    (" true ", "a boolean"),
  ])
  func reportsALineThatIsNoObject(line: String, found: String) throws {
    let rendered = try render(config: "operation: identify\nuser_id: u", event: line, number: 3)
    guard case .refused(.notAnObject, let text) = rendered else {
      Issue.record("\(rendered)")
      return
    }
    #expect(text.contains(#""message":"line 3: expected a JSON object, found \#(found)""#))
  }

  // MARK: Results that are there already

  @Test(arguments: [
    (#"{"segment":{"success":true}}"#, true), (#"{"segment":{"success":false}}"#, false),
    (#"{"segment":{"success":"true"}}"#, false), (#"{"segment":true}"#, false), ("{}", false),
    (#"{"success":true}"#, false), (#"{"segment":{"dry_run":true}}"#, false),
    (#"{"segment":{"success":false,"error":{"raw":"x"}}}"#, true),
    (#"{"segment":{"success":true},"segment":{"success":false}}"#, false),
    (#"{"\u0073egment":{"success":true}}"#, true),
  ])
  func passesOverWhatIsDelivered(event: String, isPassedOver: Bool) throws {
    let config = "operation: identify\nuser_id: u"
    #expect(
      (try render(config: config, event: event, retryFailed: true) == .unchanged) == isPassedOver)
    #expect(try render(config: config, event: event) == .call(.identify, body(#""userId":"u""#)))
  }

  @Test func looksForResultsUnderItsOwnKey() throws {
    let config = "operation: identify\nuser_id: u\noutput_to: my result"
    #expect(
      try render(config: config, event: #"{"my result":{"success":true}}"#, retryFailed: true)
        == .unchanged)
    #expect(
      try render(config: config, event: #"{"segment":{"success":true}}"#, retryFailed: true)
        != .unchanged)
  }

  @Test(arguments: [
    ("{}", #"{"o\"k":R}"#), (#" { "a" : 1 } "#, #" { "a" : 1,"o\"k":R } "#),
    (#"{"o\"k":{"old":[1]},"b":2}"#, #"{"o\"k":R,"b":2}"#),
    (#"{"o\u0022k":1}"#, #"{"o\u0022k":R}"#),
    (#"{"o\"k":1,"o\"k":2}"#, #"{"o\"k":1,"o\"k":R}"#),
  ])
  func saysWhereTheResultGoes(event: String, expected: String) throws {
    let config = "write_key: k\noperation: identify\nuser_id: u\noutput_to: o\"k"
    var reader = ConfigReader(surroundings: surroundings())
    let plan = CallPlan(try reader.read(try Document.parse(Array(config.utf8))))
    var renderer = CallRenderer(plan, options: .init())
    var body = ByteBuffer()
    let line = Array(event.utf8)
    let splice = renderer.render(ByteBuffer(line), number: 1, at: now, into: &body).splice
    let key = plan.outputKey
    var output = ByteBuffer()
    splice?.splice(line.span, name: key.span, into: &output) { $0.append("R") }
    #expect(String(output) == expected)
  }

  @Test(arguments: [(100, true), (101, false), (300, false)])
  func checksTheMessageIDOfAnEarlierResult(length: Int, isTaken: Bool) throws {
    let id = String(repeating: "i", count: length)
    let rendered = try render(
      config: "operation: track\nuser_id: u\nevent: e",
      event: #"{"segment":{"success":false,"message_id":"\#(id)"}}"#, retryFailed: true)
    switch rendered {
    case .call: #expect(isTaken)
    case .refused(_, let text): #expect(!isTaken && text.contains("message_id_too_long"))
    case .unchanged: Issue.record("it was not delivered")
    }
  }
}
