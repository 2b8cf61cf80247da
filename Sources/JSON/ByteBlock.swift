/// Looks at sixteen bytes at once.
///
/// The comparisons compile to one instruction each (Swift 6.3, x86-64 and arm64). What they find is
/// read as two words, the first byte lowest, for Swift has no way to gather a bit of each lane.
enum ByteBlock {
  /// Bytes that are looked at.
  static let size = 16

  /// All bits of each byte that is a quote, a backslash, a control character or not ASCII.
  ///
  /// The vectors' types are written out: where they are inferred, a comparison becomes a loop over the
  /// lanes, at thirty times the cost.
  @inline(__always)
  private static func specials(_ place: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
    let bytes = UnsafeRawPointer(place).loadUnaligned(as: SIMD16<Int8>.self)
    let isQuote = bytes .== SIMD16<Int8>(repeating: 0x22)
    let isBackslash = bytes .== SIMD16<Int8>(repeating: 0x5C)
    // What is not ASCII is negative.
    let isOther = bytes .< SIMD16<Int8>(repeating: 0x20)
    let words = unsafeBitCast(isQuote .| isBackslash .| isOther, to: SIMD2<UInt64>.self)
    return SIMD2(words.x.littleEndian, words.y.littleEndian)
  }

  /// How many bytes come before the first of those; `size` if there is none.
  @inline(__always)
  static func plainCount(_ place: UnsafePointer<UInt8>) -> Int {
    let specials = specials(place)
    if specials.x != 0 { return first(specials.x) }
    return specials.y != 0 ? 8 &+ first(specials.y) : size
  }

  /// The first bytes of those at a place, at most eight, as a word with zeros behind them.
  @inline(__always)
  static func prefix(_ place: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    word(place) & mask(count)
  }

  /// The bits of so many bytes, the first of them lowest: none of fewer than 1, all of 8 and more.
  @inline(__always)
  static func mask(_ count: Int) -> UInt64 {
    count >= 8 ? .max : count <= 0 ? 0 : 1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1
  }

  /// The bytes at a place as two words.
  @inline(__always)
  static func words(_ place: UnsafePointer<UInt8>) -> SIMD2<UInt64> {
    SIMD2(word(place), word(place + 8))
  }

  /// The first eight of the bytes at a place, the first one lowest.
  @inline(__always)
  static func word(_ place: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// The place of the first byte that has bits in a word.
  @inline(__always)
  static func first(_ word: UInt64) -> Int { word.trailingZeroBitCount &>> 3 }

  /// Whether a byte of a text is a space or a control character.
  static func containsSpace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    var index = 0
    // The sum has the top bit of each byte from 0x21 to 0x7F; the word has that of each that is not ASCII.
    while index &+ 8 <= text.count {
      let word = word(base + index)
      let low = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x5F5F_5F5F_5F5F_5F5F
      if (low | word) & 0x8080_8080_8080_8080 != 0x8080_8080_8080_8080 { return true }
      index &+= 8
    }
    while index < text.count {
      if text[index] <= 0x20 { return true }
      index &+= 1
    }
    return false
  }
}
