import JSON
import Testing

func text(_ buffer: borrowing ByteBuffer) -> String { text(Array(buffer)) }

struct ByteBufferTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (-1, "-1"), (10, "10"), (1_234_567_890, "1234567890"), (-100, "-100"),
    (Int.max, "9223372036854775807"), (Int.min, "-9223372036854775808"),
  ])
  func appendsDecimals(_ number: Int, _ expected: String) {
    var output = ByteBuffer("n=".utf8)
    output.append(decimal: number)
    #expect(text(output) == "n=" + expected)
  }

  @Test(arguments: [(0, 2, "00"), (7, 2, "07"), (59, 2, "59"), (123, 3, "123"), (9999, 4, "9999")])
  func appendsDigits(_ number: Int, _ width: Int, _ expected: String) {
    var output = ByteBuffer("t".utf8)
    output.append(digits: number, width: width)
    #expect(text(output) == "t" + expected)
  }

  @Test(arguments: [
    (0, "0000000000000000"), (0x0123_4567_89AB_CDEF, "0123456789abcdef"),
    (.max, "ffffffffffffffff"), (0x9A00_0000_0000_00A9, "9a000000000000a9"),
  ])
  func appendsHexadecimalDigits(_ word: UInt64, _ expected: String) {
    var output = ByteBuffer("x".utf8)
    output.append(hexadecimal: word)
    output.append(hexadecimal: UInt32(truncatingIfNeeded: word))
    output.append(hexadecimal: UInt16(truncatingIfNeeded: word))
    #expect(text(output) == "x" + expected + expected.suffix(8) + expected.suffix(4))
  }

  @Test func appendsLiterals() {
    var output = ByteBuffer()
    output.append("")
    output.append("é€")
    output.append("\"")
    #expect(text(output) == "é€\"")
  }

  @Test func appendsRanges() {
    let source = Array("hello".utf8)
    let other = ByteBuffer("world".utf8)
    var output = ByteBuffer()
    output.append(source.span, 5..<5)
    output.append(source.span, 1..<3)
    output.append(source.span, 0..<5)
    output.append(other, 1..<4)
    output.append(other, 0..<1, source.span, 4..<5)
    output.append(other, 0..<0, source.span, 0..<0)
    #expect(text(output) == "elhelloorlwo")
  }

  /// Each way of copying, at each place of a growing buffer.
  @Test func appendsAnyLength() {
    var output = ByteBuffer()
    var expected: [UInt8] = []
    for count in 0...300 {
      let piece = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ count) }
      output.append(piece.span)
      output.append(contentsOf: piece)
      expected += piece + piece
    }
    #expect(Array(output) == expected)
    #expect(output.count == expected.count)
    #expect(output[expected.count - 1] == expected.last)
  }

  @Test func appendsWhatIsNoArray() {
    var output = ByteBuffer("a".utf8)
    output.append(contentsOf: repeatElement(UInt8(ascii: "b"), count: 100))
    #expect(text(output) == "a" + String(repeating: "b", count: 100))
  }

  @Test func appendsItsOwnBytesAgain() {
    var output = ByteBuffer("abc".utf8)
    for _ in 0..<6 { output.appendAgain(1..<output.count) }
    #expect(text(output) == "a" + String(repeating: "bc", count: 64))
    output.appendAgain(0..<0)
    #expect(output.count == 129)
  }

  @Test func overwritesAndRemoves() {
    var output = ByteBuffer("0123456789".utf8)
    output.overwrite(at: 8, with: Array("xy".utf8).span)
    output.overwrite(at: 10, with: [UInt8]().span)
    #expect(text(output) == "01234567xy")
    output.removeLast()
    output.removeLast(8)
    #expect(text(output) == "0")
    output.removeAll()
    #expect(Array(output).isEmpty)
    output.append("new")
    output.removeAll(keeping: 0)
    output.append("er")
    #expect(text(output) == "er")
  }

  @Test func anEmptyOneCanBeReadAndScanned() {
    let empty = ByteBuffer()
    #expect(Array(empty) == [])
    var scanner = ObjectScanner(PathTree([]))
    #expect(throws: JSONError(.expectedValue, at: 0)) { _ = try scanner.scan(empty) }
    let emptied = ByteBuffer([UInt8]())
    #expect(throws: JSONError(.expectedValue, at: 0)) { _ = try scanner.scan(emptied) }
  }

  /// What stood behind a text before is no part of it.
  @Test func scansNoMoreThanItHolds() throws {
    var text = ByteBuffer(#"{"a":1,"b":"2345678901234567890123456789"}"#.utf8)
    var scanner = ObjectScanner(PathTree([]))
    _ = try scanner.scan(text)
    for count in (0..<text.count).reversed() {
      text.removeLast()
      #expect(throws: JSONError.self) { _ = try scanner.scan(text) }
      #expect(firstError(Array(text)) != nil, "\(count)")
    }
  }
}
