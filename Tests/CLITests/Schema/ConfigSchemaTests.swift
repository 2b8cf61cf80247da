import CLI
import JSON
import Segment
import TestSupport
import Testing

struct ConfigSchemaTests {
  @Test func isValidJSON() {
    let bytes = Array(ConfigSchema.text.utf8)
    #expect(JSONValidator.firstError(in: bytes.span) == nil)
    #expect(
      ConfigSchema.text.hasPrefix("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/"))
    #expect(ConfigSchema.text.hasSuffix("}\n"))
  }

  @Test(arguments: ParameterName.allCases)
  func describesEveryParameter(name: ParameterName) throws {
    let parameter = try #require(ParameterTable[name])
    let summary = JSONString.quoted(parameter.summary)
    let head = """
              "\(name.rawValue)": {
                "description": \(String(decoding: summary, as: UTF8.self))
      """
    #expect(ConfigSchema.text.contains(head))
  }

  @Test(arguments: ParameterName.allCases)
  func theManualDescribesEveryParameter(name: ParameterName) throws {
    let page = try Fixtures.read(Fixtures.repository + "/man/segment-step.1")
    let text = String(decoding: page, as: UTF8.self)
    let start = try #require(text.firstRange(of: ".Sh STEP CONFIG\n")).upperBound
    let end = text[start...].firstRange(of: "\n.Sh ")?.lowerBound ?? text.endIndex
    let section = text[start..<end]
    #expect(section.contains("\n.It Cm \(name.rawValue) Pq "))
  }
}
