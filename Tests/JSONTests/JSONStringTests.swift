import JSON
import TestSupport
import Testing

struct JSONStringTests {
  private func quote(_ bytes: [UInt8]) -> [UInt8] {
    JSONString.quoted(bytes.span)
  }

  private func unescape(_ literal: [UInt8]) -> [UInt8] {
    JSONString.text(ofInside: literal.span)
  }

  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("a/b", #""a/b""#),
    ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#),
    ("\u{0}\u{1}\u{B}\u{1F}", #""\u0000\u0001\u000b\u001f""#),
    ("\u{7F}", "\"\u{7F}\""), ("é€😀\u{2028}", "\"é€😀\u{2028}\""), ("\"", #""\"""#),
  ])
  func escapesWhatMustBe(_ text: String, _ literal: String) {
    #expect(JSONTests.text(quote(Array(text.utf8))) == literal)
    let output = JSONString.quoted(text)
    #expect(JSONTests.text(output) == literal)
  }

  @Test(
    arguments: [
      ([0xFF], "\u{FFFD}"), ([0x61, 0x80, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"),
      ([0xE2, 0x82], "\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xC3, 0x22], "\u{FFFD}\\\""),
      ([0xF0, 0x9F, 0x98, 0x80, 0xFE], "😀\u{FFFD}"),
    ] as [([UInt8], String)])
  func replacesWhatIsNotUTF8(_ bytes: [UInt8], _ text: String) {
    #expect(JSONTests.text(quote(bytes)) == "\"\(text)\"")
  }

  @Test(arguments: [
    ("", ""), ("plain", "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#"\u0041\u00e9\u20AC"#, "Aé€"), (#"\uD83D\uDE00"#, "😀"), (#"x\ud83d\ude00y"#, "x😀y"),
    (#"\uDBFF\uDFFF"#, "\u{10FFFF}"), (#"\uD800\uDC00"#, "\u{10000}"), (#"\u0000"#, "\u{0}"),
    (#"\\u0041"#, "\\u0041"), (#"é\né"#, "é\né"),
    (#"\uD7FF\uE000\uFFFF"#, "\u{D7FF}\u{E000}\u{FFFF}"),
    (#"\uD800"#, "\u{FFFD}"), (#"\uDC00"#, "\u{FFFD}"), (#"\uD800\uD800"#, "\u{FFFD}\u{FFFD}"),
    (#"\uDC00\uD800"#, "\u{FFFD}\u{FFFD}"), (#"\uD800\u0041"#, "\u{FFFD}A"),
    (#"\uD800a"#, "\u{FFFD}a"),
    (#"\uD83D\uD83D\uDE00"#, "\u{FFFD}😀"), (#"\uD83D\n"#, "\u{FFFD}\n"),
    (#"\uD83D\\uDE00"#, "\u{FFFD}\\uDE00"),
  ])
  func unescapesEachForm(_ literal: String, _ text: String) {
    #expect(JSONTests.text(unescape(Array(literal.utf8))) == text)
  }

  @Test func eachCharacterComesBack() {
    for value in UInt32(0)...0x10FFFF where value < 0x3000 || value % 251 == 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(scalar).utf8)
      let literal = quote(bytes)
      if firstError(literal) != nil || unescape(Array(literal.dropFirst().dropLast())) != bytes {
        Issue.record("U+\(String(value, radix: 16)) became \(literal)")
      }
    }
  }

  @Test func anyBytesBecomeAValidLiteral() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let literal = quote(bytes)
      #expect(firstError(literal) == nil, "\(bytes)")
      if UTF8Sequence.isValid(bytes.span) {
        #expect(unescape(Array(literal.dropFirst().dropLast())) == bytes)
      }
    }
  }

  /// Not a valid literal, which no caller passes: must only not read beyond it.
  @Test(arguments: [
    #"\"#, #"\u"#, #"\u12"#, #"a\u00zz"#, #"\uD83D\"#, #"\uD83D\u"#, #"\uD83D\uDE0"#,
  ])
  func cutOffEscapes(_ literal: String) {
    let output = unescape(Array(literal.utf8))
    #expect(output.count <= literal.utf8.count)
  }

  @Test func appends() {
    var output = ByteBuffer("x".utf8)
    JSONString.escape(Array("\n".utf8).span, into: &output)
    JSONString.unescape(Array(#"\t"#.utf8).span, into: &output)
    JSONString.quote("y", into: &output)
    #expect(JSONTests.text(output) == "x\\n\t\"y\"")
  }
}
