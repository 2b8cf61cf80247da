import JSON
import Testing

struct BytesTests {
  @Test func digitsAndWhiteSpaceAreOnlyThese() {
    let all = UInt8.min...UInt8.max
    #expect(all.filter(\.isDigit) == Array("0123456789".utf8))
    #expect(all.filter(\.isJSONWhitespace) == [0x09, 0x0A, 0x0D, 0x20])
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-1, "-1"), (10, "10"), (1_234_567_890, "1234567890"), (-100, "-100"),
    (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func appendsDecimals(_ number: Int, _ expected: String) {
    var output = Array("n=".utf8)
    output.append(decimal: number)
    #expect(text(output) == "n=" + expected)
  }

  @Test func appendsLiterals() {
    var output: [UInt8] = []
    output.append("é€")
    output.append("")
    output.append("\"")
    #expect(text(output) == "é€\"")
  }

  @Test func appendsRanges() {
    let source = Array("hello".utf8)
    var output: [UInt8] = []
    output.append(source.span, 1..<3)
    output.append(source.span, 5..<5)
    output.append(source.span, 0..<5)
    #expect(text(output) == "elhello")
  }

  @Test(arguments: [
    ("{}", JSONKind.object), ("[]", .array), (#""""#, .string), ("0", .number), ("-1", .number),
    ("9", .number), ("true", .boolean), ("false", .boolean), ("null", .null),
  ])
  func firstByteTellsTheKind(_ text: String, _ kind: JSONKind) {
    #expect(JSONKind(firstByte: text.utf8.first ?? 0) == kind)
  }
}
