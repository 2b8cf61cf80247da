import JSON
import Testing

@testable import Segment

/// Alternatives, functions, and what counts as nothing.
struct FindingTests {
  /// The value of a lookup as a property; `-` if it is left out.
  private func property(_ lookup: String, _ event: String) throws -> String {
    let config =
      "{operation: track, user_id: u, event: e, properties: {x: '\(lookup)'}}"
    let rendered = try render(config: config, event: event)
    guard case .call(_, let body) = rendered else {
      return problems(rendered).joined(separator: ", ")
    }
    let properties = try #require(body.firstMatch(of: /"properties":\{(?:"x":(.*?))?\},"context"/))
    return properties.1.map(String.init) ?? "-"
  }

  @Test(arguments: [
    (#"{"a":1}"#, "1"), (#"{"a":null,"b":"x"}"#, #""x""#), (#"{"a":false,"b":1}"#, "false"),
    (#"{"a":"","b":1}"#, #""""#), ("{}", "-"), (#"{"b":null}"#, "-"), (#"{"b":1.0}"#, "1.0"),
  ])
  func takesTheFirstThatIsThere(event: String, expected: String) throws {
    #expect(try property("${a // b}", event) == expected)
    let withText = expected == "-" ? #""guest""# : expected
    #expect(try property(#"${a // b // "guest"}"#, event) == withText)
    #expect(try property("${a // b, guest}", event) == withText)
  }

  @Test(arguments: [
    ("lower", #""ÀÉSS ẞ İ""#, #""àéss ß i̇""#), ("upper", #""straße ǆ\n""#, #""STRASSE Ǆ\n""#),
    ("lower", #""09 AZ@[`az{~""#, #""09 az@[`az{~""#),
    ("upper", #""09 AZ@[`az{~""#, #""09 AZ@[`AZ{~""#),
    ("trim", #""  a b  ""#, #""a b""#), ("trim", #""   ""#, #""""#), ("trim", #""""#, #""""#),
    ("lower", #""a longer text than SIXTEEN BYTES É""#, #""a longer text than sixteen bytes é""#),
    ("trim | lower | upper | trim", #"" aB ""#, #""AB""#),
    ("trim", #"" \t\u00a0a b\u2003\n""#, #""a b""#), ("trim", #""\u3000""#, #""""#),
    ("tostring", "1.50", #""1.50""#), ("tostring", #"{"a": "é"}"#, #""{\"a\":\"é\"}""#),
    ("tostring", #""x\"y""#, #""x\"y""#), ("tostring", "true", #""true""#),
    ("tonumber", "1e400", "1e400"), ("tonumber", #"" -1.50 ""#, "-1.50"),
    ("tonumber", #""12345678901234567890""#, "12345678901234567890"),
    ("fromjson", #""{\"a\": [1.0]}""#, #"{"a":[1.0]}"#), ("fromjson", #""null""#, "-"),
    ("fromjson", #"" 7 ""#, "7"), ("nonempty", #""""#, "-"), ("nonempty", #"" ""#, #"" ""#),
    ("nonempty", "0", "0"),
    (
      "sha256", #""a\u0062c""#,
      #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#
    ),
    ("sha256", "1.0", #""d0ff5974b6aa52cf562bea5921840c032a860a91a3512f7fe8f768f6bbe005f6""#),
    ("trim | nonempty", #""  ""#, "-"), ("fromjson | tostring", #""[1, 2]""#, #""[1,2]""#),
    ("lower", "null", "-"), ("tostring", "null", "-"),
  ])
  func passesAValueThroughFunctions(functions: String, value: String, expected: String) throws {
    #expect(try property("${v | \(functions)}", #"{"v":\#(value)}"#) == expected)
  }

  @Test(arguments: [
    ("lower", "1", "lower takes text, found a number"),
    ("upper", "[]", "upper takes text, found an array"),
    ("trim", "{}", "trim takes text, found an object"),
    ("tonumber", #""1x""#, #"tonumber takes text that holds a JSON number, found \"1x\""#),
    ("tonumber", #""01""#, #"tonumber takes text that holds a JSON number, found \"01\""#),
    ("tonumber", "true", "tonumber takes a number or text that holds one, found a boolean"),
    ("fromjson", #""{""#, #"fromjson takes text that holds JSON, found \"{\""#),
    ("fromjson", "5", "fromjson takes text that holds JSON, found a number"),
    ("sha256", "[]", "sha256 takes text, a number or a boolean, found an array"),
    ("uuid", "{}", "uuid takes text, a number or a boolean, found an object"),
  ])
  func refusesWhatAFunctionCannotTake(function: String, value: String, message: String) throws {
    let config =
      "{operation: track, user_id: '${v | \(function)}', event: e, properties: {x: 'a ${v | \(function)}'}}"
    let rendered = try render(config: config, event: #"{"v":\#(value)}"#)
    #expect(
      problems(rendered)
        == ["function_not_applicable user_id", "function_not_applicable properties"])
    let text = try #require(rendered.text)
    #expect(text.contains("\"message\":\"user_id: ${v | \(function)}: \(message); properties: "))
  }

  @Test func theDefaultIsForWhatAFunctionMadeNothingOf() throws {
    #expect(try property("${v | nonempty, x}", #"{"v":""}"#) == #""x""#)
    #expect(try property("${v // w | trim | nonempty, 0}", #"{"w":" "}"#) == "0")
  }

  // MARK: Ids of nothing

  @Test(arguments: ["{}", #"{"id":null}"#, #"{"id":""}"#])
  func textOfAnIDWithNothingInItFailsTheEvent(event: String) throws {
    for name in ["user_id", "anonymous_id", "message_id"] {
      let rest = name == "message_id" ? "user_id: u, " : ""
      let rendered = try render(
        config: "{operation: identify, \(rest)\(name): 'order-${id}'}", event: event)
      #expect(problems(rendered) == ["missing_field id"], "\(name)")
    }
    let group = try render(
      config: "{operation: group, user_id: u, group_id: 'g${id}'}", event: event)
    #expect(problems(group) == ["missing_field id"])
  }

  @Test func emptyTextCountsAsNothingWhereTextIsWanted() throws {
    let config =
      "{operation: track, user_id: '${u // v}', event: '${e, Some}', properties: {x: '${u}'}}"
    #expect(
      try render(config: config, event: #"{"u":"","v":"w","e":""}"#)
        == .call(.track, body(#""userId":"w","event":"Some","properties":{"x":""}"#)))
    // Text of a name may have nothing in it.
    let name = "{operation: track, user_id: u, event: 'Order ${e}'}"
    #expect(
      try render(config: name, event: #"{"e":""}"#)
        == .call(.track, body(#""userId":"u","event":"Order ""#)))
  }

  // MARK: The whole event

  @Test func theWholeEventLeavesOutTheResult() throws {
    let event = #"{"a" : 1.0,"segment":{"success":false},"b":2}"#
    #expect(try property("${.}", event) == #"{"a" : 1.0,"b":2}"#)
    let whole = try render(
      config: "{operation: track, user_id: u, event: e, properties: '${.}'}", event: event)
    #expect(
      whole == .call(.track, body(#""userId":"u","event":"e","properties":{"a" : 1.0,"b":2}"#)))
    #expect(try property("${.}", #"{"a":1}"#) == #"{"a":1}"#)
  }
}
