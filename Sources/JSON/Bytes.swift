extension UInt8 {
  /// Whether the byte is an ASCII decimal digit.
  @inline(__always)
  public var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether the byte is white space in JSON: space, tab, line feed or carriage return.
  @inline(__always)
  public var isJSONWhitespace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  /// The value of an ASCII hexadecimal digit, or nil for any other byte.
  @inline(__always)
  var hexDigitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self &- UInt8(ascii: "a") &+ 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self &- UInt8(ascii: "A") &+ 10)
    default: nil
    }
  }
}

extension [UInt8] {
  /// Removes the byte order mark of UTF-8 at the beginning, if there is one. It is no part of a
  /// JSON text, and a parser may pass over it (RFC 8259, section 8.1).
  public mutating func removeByteOrderMark() {
    if count >= 3, self[0] == 0xEF, self[1] == 0xBB, self[2] == 0xBF { removeFirst(3) }
  }
}

extension Span<UInt8> {
  /// The number that up to 18 decimal digits stand for; nil for anything else.
  public var wholeNumber: Int? {
    guard 1...18 ~= count else { return nil }
    return withUnsafeBufferPointer { digits in
      var value = 0
      for digit in digits {
        guard digit.isDigit else { return nil }
        value = value &* 10 &+ Int(digit &- UInt8(ascii: "0"))
      }
      return value
    }
  }
}
