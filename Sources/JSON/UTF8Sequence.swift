/// The byte sequences of UTF-8 that stand for one character (RFC 3629, section 4).
public enum UTF8Sequence {
  /// The length in bytes, 1 to 4, of the well-formed sequence that begins at `index`.
  ///
  /// 0 if none does: a stray continuation byte, an overlong form, a surrogate, a value above
  /// U+10FFFF, or a sequence that the text cuts off.
  static func length(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    let first = text[index]
    let (length, secondRange) = shape(of: first)
    guard length > 1 else { return length }
    guard text.count &- index >= length, secondRange.contains(text[index &+ 1]) else { return 0 }
    var following = index &+ 2
    while following < index &+ length {
      guard text[following] & 0xC0 == 0x80 else { return 0 }
      following &+= 1
    }
    return length
  }

  /// The length, 2 to 4, of the well-formed sequence that a word begins with, its first byte lowest, which
  /// is not ASCII; 0 if there is none. Agrees with `length(at:in:)`.
  @inline(__always)
  static func length(ofMultibyte word: UInt32) -> Int {
    // The bits that tell the length and what follows; then those that would make it overlong, a surrogate
    // or too large.
    if word & 0xC0E0 == 0x80C0 { return word & 0x1E == 0 ? 0 : 2 }
    if word & 0xC0_C0F0 == 0x80_80E0 {
      let bits = word & 0x200F
      return bits == 0 || bits == 0x200D ? 0 : 3
    }
    guard word & 0xC0C0_C0F8 == 0x8080_80F0 else { return 0 }
    let (lead, second) = (word & 0x07, word & 0x3000)
    return lead == 0 && second == 0 || lead > 4 || lead == 4 && second != 0 ? 0 : 4
  }

  /// The length that a first byte announces; 0 if it is none.
  public static func announcedLength(_ first: UInt8) -> Int { shape(of: first).length }

  /// How many bytes, 1 to 3, of a sequence that is not well-formed stand for one character, as the
  /// WHATWG's Encoding Standard and Unicode recommend: as many as could begin one.
  static func illFormedLength(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    let (length, secondRange) = shape(of: text[index])
    guard length > 1, index &+ 1 < text.count, secondRange.contains(text[index &+ 1]) else {
      return 1
    }
    var taken = 2
    while taken < length, index &+ taken < text.count, text[index &+ taken] & 0xC0 == 0x80 {
      taken &+= 1
    }
    return taken
  }

  /// The sequence length that a first byte announces and the range its second byte must lie in.
  private static func shape(of first: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
    switch first {
    case 0x00...0x7F: (1, 0x80...0xBF)
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  }

  /// Whether all of `bytes` is UTF-8.
  public static func isValid(_ bytes: Span<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { text in
      var index = 0
      while true {
        index = asciiEnd(index, in: text)
        if index == text.count { return true }
        let length = Self.length(at: index, in: text)
        if length == 0 { return false }
        index &+= length
      }
    }
  }

  /// Where the first byte from `start` on stands that is not ASCII, or the end.
  private static func asciiEnd(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return start }
    var index = start
    while index &+ 8 <= text.count {
      let tops = ByteBlock.word(base + index) & 0x8080_8080_8080_8080
      if tops != 0 { return index &+ ByteBlock.first(tops) }
      index &+= 8
    }
    while index < text.count, text[index] < 0x80 { index &+= 1 }
    return index
  }
}
