import JSON
import Testing

struct BytesTests {
  @Test func digitsAndWhiteSpaceAreOnlyThese() {
    let all = UInt8.min...UInt8.max
    #expect(all.filter(\.isDigit) == Array("0123456789".utf8))
    #expect(all.filter(\.isJSONWhitespace) == [0x09, 0x0A, 0x0D, 0x20])
  }

  @Test(arguments: [
    ("0", 0), ("0012", 12), ("999999999999999999", 999_999_999_999_999_999), ("", nil),
    ("1000000000000000000", nil), ("-1", nil), ("1.5", nil), ("12a", nil), ("1:", nil), ("/1", nil),
  ])
  func readsWholeNumbers(_ text: String, _ number: Int?) {
    #expect(Array(text.utf8).span.wholeNumber == number)
  }

  @Test(arguments: [
    ("{}", JSONKind.object), ("[]", .array), (#""""#, .string), ("0", .number), ("-1", .number),
    ("9", .number), ("true", .boolean), ("false", .boolean), ("null", .null),
  ])
  func firstByteTellsTheKind(_ text: String, _ kind: JSONKind) {
    #expect(JSONKind(firstByte: text.utf8.first ?? 0) == kind)
  }
}
