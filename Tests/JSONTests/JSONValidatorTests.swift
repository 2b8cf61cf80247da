import JSON
import Testing

struct JSONValidatorTests {
  @Test(arguments: [
    ("", JSONError(.expectedValue, at: 0)),
    ("   ", JSONError(.expectedValue, at: 3)),
    (#"{"a":}"#, JSONError(.expectedValue, at: 5)),
    (#"{"a":1,}"#, JSONError(.expectedKey, at: 7)),
    (#"{"a" 1}"#, JSONError(.expectedColon, at: 5)),
    (#"{"a":1 "b"}"#, JSONError(.expectedCommaOrBrace, at: 7)),
    ("[1 2]", JSONError(.expectedCommaOrBracket, at: 3)),
    ("[1] x", JSONError(.expectedEnd, at: 4)),
    ("[1, 01]", JSONError(.badNumber, at: 4)),
    (#"["ab\x"]"#, JSONError(.badEscape, at: 4)),
    (#"["ab\u12"#, JSONError(.unterminatedString, at: 1)),
    ("[\"ab\u{1}\"]", JSONError(.controlCharacter, at: 4)),
    (#"["ab"#, JSONError(.unterminatedString, at: 1)),
    (#"{"a":"\"#, JSONError(.unterminatedString, at: 5)),
    ("[tru]", JSONError(.expectedValue, at: 1)),
  ])
  func findsThePlaceOfTheError(_ text: String, _ error: JSONError) {
    #expect(firstError(text) == error)
  }

  @Test func findsThePlaceOfABadByte() {
    #expect(firstError([0x22, 0x61, 0xC3, 0x22]) == JSONError(.notUTF8, at: 2))
  }

  /// Text is taken 8 bytes at a time: an offending byte must be seen at each place of the 8.
  @Test(arguments: 0..<24)
  func seesABadByteAtEachPlace(_ place: Int) {
    let offenders: [(UInt8, JSONError.Reason)] = [
      (0x00, .controlCharacter), (0x1F, .controlCharacter), (0x80, .notUTF8), (0xA0, .notUTF8),
      (0xFF, .notUTF8), (0x5C, .badEscape), (0x22, .expectedEnd),
    ]
    for (byte, reason) in offenders {
      for filler: UInt8 in [0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7E, 0x7F] {
        var text = [0x22] + [UInt8](repeating: filler, count: 24) + [0x22]
        text[1 + place] = byte
        var error = JSONError(reason, at: 1 + place)
        if byte == 0x22 {
          // The string ends early; what follows is not white space unless the filler is a space.
          let rest = filler == 0x20 ? text.count - 1 : 2 + place
          error = JSONError(reason, at: rest)
        }
        if byte == 0x5C, place == 23 {
          error = JSONError(.unterminatedString, at: 0)
        }
        #expect(firstError(text) == error, "byte \(byte) at \(place) among \(filler)")
      }
    }
  }

  /// Each byte between two of the same: none hides behind the borrow of its neighbour.
  @Test func seesEachByteBehindEachOther() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let text: [UInt8] = [0x22, first, second] + [UInt8](repeating: 0x78, count: 8) + [0x22]
        let plain = [first, second].allSatisfy { (0x20..<0x80).contains($0) && $0 != 0x22 }
        let wellFormed = plain && first != 0x5C && second != 0x5C
        let escape = first == 0x5C && #""\/bfnrt"#.utf8.contains(second)
        let letter = (0xC2...0xDF).contains(first) && (0x80...0xBF).contains(second)
        let valid = firstError(text) == nil
        if valid != (wellFormed || escape || letter) {
          Issue.record("bytes \(first), \(second): valid is \(valid)")
        }
      }
    }
  }

  @Test func acceptsNestingUpToTheLimit() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")] {
      let levels = JSONLimits.depth / open.filter { "[{".contains($0) }.count
      let deepest = nested(open, "1", close, times: levels)
      #expect(firstError(deepest) == nil)
      #expect(firstError("[\(deepest)]")?.reason == .tooDeep)
    }
  }

  @Test func countsAnEmptyContainerAsALevel() {
    #expect(firstError(nested("[", "", "]", times: JSONLimits.depth)) == nil)
    #expect(
      firstError(nested("[", "", "]", times: JSONLimits.depth + 1))
        == JSONError(.tooDeep, at: JSONLimits.depth))
    #expect(
      firstError(nested("[", "{}", "]", times: JSONLimits.depth))
        == JSONError(.tooDeep, at: JSONLimits.depth))
  }

  @Test(arguments: ["[", #"{"a":"#, #"[{"":"#, "[0,"])
  func stopsAtDeepNesting(_ open: String) {
    let text = String(repeating: open, count: 100_000)
    #expect(firstError(text)?.reason == .tooDeep)
  }

  @Test func depthIsFreedByClosing() {
    let text = "[" + String(repeating: "[[]],{\"a\":{}},", count: 2000) + "0]"
    #expect(firstError(text) == nil)
  }

  @Test func scansALongString() {
    let count = 64 << 20
    var text = [UInt8](repeating: UInt8(ascii: "x"), count: count)
    text[0] = UInt8(ascii: "\"")
    #expect(firstError(text) == JSONError(.unterminatedString, at: 0))
    text[count - 1] = UInt8(ascii: "\"")
    #expect(firstError(text) == nil)
    text[count - 2] = 0x07
    #expect(firstError(text) == JSONError(.controlCharacter, at: count - 2))
  }

  @Test func scansALongNumber() {
    let digits = String(repeating: "7", count: 1 << 20)
    #expect(firstError("[-\(digits).\(digits)e+\(digits)]") == nil)
    #expect(firstError("[\(digits).]") == JSONError(.badNumber, at: 1))
  }

  @Test(
    arguments: [
      (0, "1", 0..<1), (0, "-1.5e3,x", 0..<6), (4, #"{"a"{"b":[1 ]} }"#, 4..<14),
      (0, "[] ]", 0..<2),
      (0, #""a\"b"c"#, 0..<6), (1, "xtruey", 1..<5), (2, "a:1 ", 2..<3), (0, "nullnull", 0..<4),
      (0, "", nil), (1, "1", nil), (-1, "1", nil), (Int.max, "1", nil), (Int.min, "1", nil),
      (0, "x", nil), (0, "[1", nil), (0, "\"a", nil), (0, "01", nil), (0, " 1", nil),
      (1, "1\n2", nil),
    ] as [(Int, String, Range<Int>?)])
  func findsTheValueThatBeginsAtAPlace(_ offset: Int, _ text: String, _ found: Range<Int>?) {
    let range = JSONValidator.value(at: offset, in: Array(text.utf8).span)
    #expect(range == found)
  }

  @Test func findsNoValueDeeperThanTheLimit() {
    let fine = Array(nested("[", "1", "]", times: JSONLimits.depth).utf8)
    let range = JSONValidator.value(at: 0, in: fine.span)
    #expect(range == 0..<fine.count)
    let deep = Array(nested("[", "1", "]", times: JSONLimits.depth + 1).utf8)
    let none = JSONValidator.value(at: 0, in: deep.span)
    #expect(none == nil)
  }

  @Test(arguments: [
    ("1", "1"),
    (" [ 1 , 2 ] ", "[1,2]"),
    ("{\r\n\t\"a b\" : \" x \\\" y \\\\\" ,\"c\":[ ] }", #"{"a b":" x \" y \\","c":[]}"#),
    (#"{"a":"\u0020 : ,"}"#, #"{"a":"\u0020 : ,"}"#),
    (#" "\\" "#, #""\\""#),
    (" 1.0e+1 ", "1.0e+1"),
  ])
  func compactsOnlyBetweenTokens(_ value: String, _ compacted: String) {
    #expect(text(compact(Array(value.utf8))) == compacted)
  }

  /// Whether a text holds white space is seen eight bytes at a time.
  @Test func compactsWhiteSpaceAnywhereAndNothingElse() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<18 {
        var digits = Array(repeating: UInt8(ascii: "1"), count: 18)
        digits[place] = byte
        let expected = digits.filter { !$0.isJSONWhitespace }
        if byte != UInt8(ascii: "\""), compact(digits) != expected {
          Issue.record("byte \(byte) at \(place)")
        }
      }
    }
  }

  @Test(arguments: [
    ("[]", []), ("[ ]", []), ("[1]", ["1"]),
    (#"[ {"a":[1,2]} , "x,]" ,[[]],null ]"#, [#"{"a":[1,2]}"#, #""x,]""#, "[[]]", "null"]),
  ])
  func findsTheElementsOfAnArray(_ array: String, _ elements: [String]) {
    let bytes = Array(array.utf8)
    #expect(ArrayElements.ranges(in: bytes.span).map { text(bytes[$0]) } == elements)
  }

  @Test func compactAppends() {
    var output = ByteBuffer("a:".utf8)
    JSONValidator.compact(Array("[ ]".utf8).span, into: &output)
    #expect(text(output) == "a:[]")
  }
}

/// `inner` inside of so many containers.
func nested(_ open: String, _ inner: String, _ close: String, times: Int) -> String {
  String(repeating: open, count: times) + inner + String(repeating: close, count: times)
}
