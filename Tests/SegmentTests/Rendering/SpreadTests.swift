import JSON
import Testing

@testable import Segment

/// `<<: ${…}`: members of a looked-up object within one of the config.
struct SpreadTests {
  private func properties(
    _ properties: String, _ event: String, operation: String = "track"
  ) throws -> String {
    let rendered = try render(
      config: "operation: \(operation)\nuser_id: u\nevent: e\ncategory: ${c}\nproperties:\n"
        + properties.split(separator: "\n").map { "  \($0)\n" }.joined(),
      event: event)
    guard case .call(_, let body) = rendered else {
      return problems(rendered).joined(separator: ", ")
    }
    let match = try #require(body.firstMatch(of: /"properties":(.*?),"context"/))
    return String(match.1)
  }

  @Test(arguments: [
    (#"{"p":{"a":1.0,"b" : [2]}}"#, #"{"a":1.0,"b" : [2],"own":1}"#),
    (#"{"p":{"own":9,"a":1}}"#, #"{"a":1,"own":1}"#), (#"{"p":{}}"#, #"{"own":1}"#),
    (#"{"p":{ }}"#, #"{"own":1}"#), ("{}", #"{"own":1}"#), (#"{"p":null}"#, #"{"own":1}"#),
    (#"{"p":"{\"a\": 1}"}"#, #"{"a":1,"own":1}"#),
    (#"{"p":[1]}"#, "properties_not_object properties"),
    (#"{"p":"x"}"#, "properties_not_object properties"),
    (#"{"p":7}"#, "properties_not_object properties"),
  ])
  func putsTheMembersFirst(event: String, expected: String) throws {
    #expect(try properties("own: 1\n<<: ${p}", event) == expected)
    #expect(try properties("<<: ${p}\nown: 1", event) == expected)
  }

  @Test func replacesOnlyByWhatIsFound() throws {
    let config = "<<: ${p}\na: ${x}\nb: ${y, 0}"
    #expect(try properties(config, #"{"p":{"a":1,"b":2},"x":3}"#) == #"{"a":3,"b":0}"#)
    #expect(try properties(config, #"{"p":{"a":1,"b":2}}"#) == #"{"a":1,"b":0}"#)
  }

  @Test func worksAtAnyDepth() throws {
    #expect(
      try properties("in:\n  - <<: ${p}\n    z: 1", #"{"p":{"a":1}}"#) == #"{"in":[{"a":1,"z":1}]}"#
    )
    #expect(try properties("in: {<<: '${p}'}", #"{"p":{"a":1}}"#) == #"{"in":{"a":1}}"#)
    #expect(try properties("in: {<<: '${p}'}", "{}") == #"{"in":{}}"#)
  }

  @Test func knowsWhetherACategoryIsThere() throws {
    let event = #"{"c":"shop","p":{"category":"own"}}"#
    #expect(
      try properties("<<: ${p}\nx: 1", event, operation: "page") == #"{"category":"own","x":1}"#)
    #expect(
      try properties("<<: ${p}\nx: 1", #"{"c":"shop","p":{"a":1}}"#, operation: "page")
        == #"{"a":1,"x":1,"category":"shop"}"#)
  }

  @Test func mergesWhatAVariableHolds() throws {
    let plan = CallPlan(
      try read(
        "{write_key: k, operation: track, user_id: u, event: e, properties: {c: 2, <<: '${env:PROPS}'}}"
      ))
    var renderer = CallRenderer(plan, options: .init())
    var body = ByteBuffer()
    _ = renderer.render(ByteBuffer(#"{"b":1}"#.utf8), number: 1, at: now, into: &body)
    let text = String(body)
    #expect(text.contains(#""properties":{"a":"${b}","c":2}"#))
  }

  @Test(arguments: ["<<: text", "<<: 'a ${b}'", "<<: ${env:KEY}"])
  func refusesWhatIsNoLookup(line: String) throws {
    let mistakes = try mistakes(inLine: "traits:\n  \(line)")
    #expect(mistakes.map(\.reason) == [.yaml(.mergeNotAMapping)])
  }

  @Test func isWhatSettingAMemberOfALookupMeans() throws {
    let config = try read(
      "{write_key: k, operation: track, user_id: u, event: e, properties: '${p}'}",
      set: [("properties.source", "backfill")])
    var renderer = CallRenderer(CallPlan(config), options: .init())
    var body = ByteBuffer()
    let event = ByteBuffer(#"{"p":{"a":1,"source":"x"}}"#.utf8)
    _ = renderer.render(event, number: 1, at: now, into: &body)
    #expect(
      String(body).contains(#""properties":{"a":1,"source":"backfill"}"#))
  }
}
