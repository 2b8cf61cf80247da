import JSON
import Testing

struct UTF8SequenceTests {
  private func isValid(_ bytes: [UInt8]) -> Bool { UTF8Sequence.isValid(bytes.span) }

  @Test func acceptsEachCharacter() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if !isValid(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)) {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test func refusesSurrogates() {
    for value in 0xD800...0xDFFF {
      let bytes = [0xE0 | value >> 12, 0x80 | value >> 6 & 0x3F, 0x80 | value & 0x3F]
      if isValid(bytes.map(UInt8.init)) { Issue.record("U+\(String(value, radix: 16))") }
    }
  }

  /// All of one and two bytes, and each pair before and after continuation bytes, against the
  /// standard library.
  @Test func agreesWithTheStandardLibrary() {
    let tails: [[UInt8]] = [[], [0x80], [0xBF], [0x80, 0xBF], [0x7F, 0x80], [0x80, 0x80, 0x80]]
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        for tail in tails {
          let bytes = [first, second] + tail
          let expected = String(validating: bytes, as: UTF8.self) != nil
          if isValid(bytes) != expected { Issue.record("\(bytes) should be \(expected)") }
        }
      }
    }
  }

  /// The scanner looks at whole words; it takes the same.
  @Test func theScannerAgrees() {
    var scanner = ObjectScanner(PathTree([]))
    let tails: [[UInt8]] = [[], [0x80], [0xBF], [0x80, 0xBF], [0x7F, 0x80], [0x80, 0x80, 0x80]]
    for first in UInt8(0x7F)...UInt8.max {
      for second in UInt8(0x23)...UInt8.max where second != UInt8(ascii: "\\") {
        for tail in tails {
          let bytes = [first, second] + tail
          let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
          let isTaken = (try? scanner.scan(text.span)) != nil
          if isTaken != isValid(bytes) { Issue.record("\(bytes) taken: \(isTaken)") }
        }
      }
    }
  }

  @Test(
    arguments: [
      [0x80], [0xC3], [0xC0, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xF5, 0x80, 0x80, 0x80],
      [0x61, 0xFF], [0xC3, 0xA9, 0xA9],
    ] as [[UInt8]])
  func refusesWhatIsCutOffOrStray(_ bytes: [UInt8]) {
    #expect(!isValid(bytes))
  }

  @Test func acceptsNothing() {
    #expect(isValid([]))
  }
}
