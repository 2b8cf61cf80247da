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
  /// Appends the bytes of a literal.
  @inline(__always)
  public mutating func append(_ literal: StaticString) {
    append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends `bytes[range]`.
  ///
  /// A range outside of `bytes` traps, as any array access does.
  @inline(__always)
  public mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// The bytes `bytes[range]`.
  public init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self.init()
    append(bytes, range)
  }

  /// Overwrites the bytes from `offset` on with others.
  ///
  /// More of them than there are from there on trap, as any array access does.
  public mutating func overwrite(at offset: Int, with bytes: [UInt8]) {
    precondition(offset >= 0 && bytes.count <= count - offset)
    withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: source)
      }
    }
  }

  /// Removes the byte order mark of UTF-8 at the beginning, if there is one. It is no part of a
  /// JSON text, and a parser may pass over it (RFC 8259, section 8.1).
  public mutating func removeByteOrderMark() {
    if count >= 3, self[0] == 0xEF, self[1] == 0xBB, self[2] == 0xBF { removeFirst(3) }
  }

  /// Appends a whole number in decimal.
  public mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var magnitude = number.magnitude
    let start = count
    repeat {
      let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
      magnitude = quotient
    } while magnitude > 0
    self[start...].reverse()
  }
}
