import JSON
import Testing

struct BytesTests {
  @Test func digitsAndWhiteSpaceAreOnlyThese() {
    let all = UInt8.min...UInt8.max
    #expect(all.filter(\.isDigit) == Array("0123456789".utf8))
    #expect(all.filter(\.isJSONWhitespace) == [0x09, 0x0A, 0x0D, 0x20])
  }

  @Test(arguments: [
    ("{}", JSONKind.object), ("[]", .array), (#""""#, .string), ("0", .number), ("-1", .number),
    ("9", .number), ("true", .boolean), ("false", .boolean), ("null", .null),
  ])
  func firstByteTellsTheKind(_ text: String, _ kind: JSONKind) {
    #expect(JSONKind(firstByte: text.utf8.first ?? 0) == kind)
  }
}
