import Testing

@testable import Segment

struct ObjectTextTests {
  private func traits(_ yaml: String) throws -> StepConfig.ObjectTemplate? {
    try read("write_key: k\noperation: identify\nuser_id: u\ntraits: \(yaml)").objects[.traits]
  }

  @Test(arguments: [
    (
      "{a: 1.10, b: [no, 1_000, 2024-01-15], c: ~, d: true}",
      #"{"a":1.10,"b":["no","1_000","2024-01-15"],"c":null,"d":true}"#
    ),
    ("{}", "{}"),
    ("{1: one, true: two, ~: three}", #"{"1":"one","true":"two","~":"three"}"#),
    (#"'{ "a" : [ 1.0, -0, 1e3 ] }'"#, #"{"a":[1.0,-0,1e3]}"#),
    (#"'{"a":"\ud83d\ude00 \/ \u00e9"}'"#, #"{"a":"😀 / é"}"#),
    // A name twice is left as it is; Segment takes the last.
    (#"'{"a":1, "a":2}'"#, #"{"a":1,"a":2}"#),
    // Text from a variable is data: its `${b}` is no lookup.
    ("${env:PROPS}", #"{"a":"${b}"}"#),
    ("'${env:MISSING, {\"x\": 1}}'", #"{"x":1}"#),
    (#"'{"a":"$${b}"}'"#, #"{"a":"${b}"}"#),
  ])
  func makesAConstant(yaml: String, json: String) throws {
    guard case .value(let value) = try traits(yaml) else {
      Issue.record("no object")
      return
    }
    #expect(value.constant.map { String(decoding: $0, as: UTF8.self) } == json)
  }

  @Test func findsLookupsInTextThatHoldsJSON() throws {
    guard case .value(.object(let members)) = try traits(#"'{"a": "${b}", "c": 1}'"#) else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.name) == ["a", "c"])
    guard case .template(let template) = members.first?.value else {
      Issue.record("no template")
      return
    }
    #expect(template.onlyLookup?.name == "b")
  }

  @Test func takesASingleLookup() throws {
    guard case .lookup(let lookup) = try traits("'${user.traits, {}}'") else {
      Issue.record("no lookup")
      return
    }
    #expect(lookup.name == "user.traits")
    #expect(lookup.fallback == Array("{}".utf8))
  }

  @Test(arguments: [
    ("{}", true), (" {\"a\":1}\t", true), ("{} x", false), ("[]", false), ("", false),
    ("{\"a\":}", false), ("null", false), ("{}{}", false),
  ])
  func tellsObjectsFromOtherText(text: String, expected: Bool) {
    #expect(ObjectText.isObject(Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    (#"{"a":1}"#, true), (#"{"\u0061":1}"#, true), (#"{"b":{"a":1}}"#, false), ("{}", false),
    (#"{"a":null}"#, true),
  ])
  func findsMembers(object: String, expected: Bool) {
    #expect(ObjectText.hasMember("a", in: Array(object.utf8)) == expected)
  }
}
