extension ByteBuffer {
  /// Appends the sixteen hexadecimal digits of a word, the highest first, in lower case.
  public mutating func append(hexadecimal word: UInt64) {
    append(hexadecimal: UInt32(truncatingIfNeeded: word &>> 32))
    append(hexadecimal: UInt32(truncatingIfNeeded: word))
  }

  /// Appends the eight hexadecimal digits of half a word.
  public mutating func append(hexadecimal half: UInt32) {
    append(Self.hexadecimal(half), 8)
  }

  /// Appends the four hexadecimal digits of a quarter of a word.
  public mutating func append(hexadecimal quarter: UInt16) {
    append(Self.hexadecimal(UInt32(quarter) &<< 16), 4)
  }

  /// Appends the first bytes of a word, the lowest first.
  private mutating func append(_ word: UInt64, _ count: Int) {
    UnsafeMutableRawPointer(room(for: 8)).storeBytes(of: word.littleEndian, as: UInt64.self)
    length &+= count
  }

  /// The digits as bytes, the first of them lowest: four bits are spread to each byte, and all are made
  /// digits at once.
  @inline(__always)
  private static func hexadecimal(_ half: UInt32) -> UInt64 {
    var bits = UInt64(half)
    bits = (bits | bits &<< 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits &<< 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
    // From ten on, six more carry into the fifth bit.
    let letters = (bits &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    return (bits &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).byteSwapped
  }
}
