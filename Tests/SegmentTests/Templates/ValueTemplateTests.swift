import Testing

@testable import Segment

struct ValueTemplateTests {
  private let lookup = ValueTemplate.template(
    Template(parts: [.lookup(.init(sources: [.inputLine], fallback: nil, name: "input:line"))]))
  private let one = ValueTemplate.constant(Array("1".utf8))

  @Test func isConstantIfEverythingInItIs() {
    let value = ValueTemplate.object([
      .init(name: "a\"b", value: .array([one, .object([]), .array([])])),
      .init(name: "", value: one),
    ])
    #expect(
      value.constant.map { String(decoding: $0, as: UTF8.self) } == #"{"a\"b":[1,{},[]],"":1}"#)
  }

  @Test func isNotConstantIfALookupIsInIt() {
    #expect(lookup.constant == nil)
    #expect(ValueTemplate.array([one, lookup]).constant == nil)
    #expect(ValueTemplate.object([.init(name: "a", value: .array([lookup]))]).constant == nil)
  }
}
