// What is written into a buffer: room is made once for each piece, which is copied then.
extension ByteBuffer {
  /// Appends a byte.
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    let place = room(for: 1)
    place.pointee = byte
    length &+= 1
  }

  /// Appends the bytes of a literal.
  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    let more = literal.utf8CodeUnitCount
    room(for: more).update(from: literal.utf8Start, count: more)
    length &+= more
  }

  /// Appends bytes.
  @inlinable @inline(__always)
  public mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Appends `bytes[range]`. A range outside of `bytes` traps.
  @inlinable @inline(__always)
  public mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { Self.outside() }
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      append(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }
  }

  /// Appends some of the bytes of another, and `bytes[range]`, for which room is made once. A range
  /// outside traps.
  @inlinable @inline(__always)
  public mutating func append(
    _ other: borrowing ByteBuffer, _ otherRange: Range<Int>, _ bytes: Span<UInt8>,
    _ range: Range<Int>
  ) {
    guard otherRange.lowerBound >= 0, otherRange.upperBound <= other.length,
      range.lowerBound >= 0, range.upperBound <= bytes.count
    else { Self.outside() }
    bytes.withUnsafeBufferPointer { bytes in
      guard let first = other.start, let second = bytes.baseAddress else {
        append(other, otherRange)
        return append(bytes)
      }
      append(
        first + otherRange.lowerBound, otherRange.upperBound &- otherRange.lowerBound,
        second + range.lowerBound, range.upperBound &- range.lowerBound)
    }
  }

  @inline(never) @usableFromInline
  mutating func append(
    _ first: UnsafePointer<UInt8>, _ firstCount: Int, _ second: UnsafePointer<UInt8>,
    _ secondCount: Int
  ) {
    let place = room(for: firstCount &+ secondCount)
    Self.copy(first, firstCount, to: place)
    Self.copy(second, secondCount, to: place + firstCount)
    length &+= firstCount &+ secondCount
  }

  /// Appends some of the bytes of another. A range outside of it traps.
  @inlinable @inline(__always)
  public mutating func append(_ other: borrowing ByteBuffer, _ range: Range<Int>) {
    append(other.span, range)
  }

  /// Appends the bytes of a collection.
  public mutating func append(contentsOf bytes: some Collection<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ append($0) }) == nil {
      reserve(bytes.count)
      for byte in bytes { append(byte) }
    }
  }

  /// Appends a copy of some of its own bytes. A range outside traps.
  public mutating func appendAgain(_ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= count else { Self.outside() }
    reserve(range.count)
    guard let start else { return }
    append(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
  }

  /// Appends a whole number in decimal.
  public mutating func append(decimal number: Int) {
    if 0..<10 ~= number { return append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)) }
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    let digits = Self.digits(of: rest)
    let place = room(for: digits)
    for index in (0..<digits).reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    length &+= digits
  }

  private static func digits(of number: UInt) -> Int {
    var (digits, limit) = (1, UInt(10))
    // 10 to the power of 19 is the last that fits.
    while number >= limit, digits < 19 { (digits, limit) = (digits &+ 1, limit &* 10) }
    return number >= limit ? digits + 1 : digits
  }

  /// Appends the last decimal digits of a number, so many of them, with leading zeros.
  @inlinable @inline(__always)
  public mutating func append(digits number: some BinaryInteger, width: Int) {
    let place = room(for: width)
    var rest = UInt32(truncatingIfNeeded: number)
    for index in (0..<width).reversed() {
      place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    length &+= width
  }

  /// Overwrites the bytes from `offset` on. More of them than there are from there on trap.
  public mutating func overwrite(at offset: Int, with bytes: Span<UInt8>) {
    guard offset >= 0, bytes.count <= count - offset else { Self.outside() }
    bytes.withUnsafeBufferPointer { bytes in
      guard let start, let base = bytes.baseAddress else { return }
      (start + offset).update(from: base, count: bytes.count)
    }
  }

  /// Room for nothing, in a buffer that never held anything.
  @inline(never) @usableFromInline
  mutating func firstRoom() -> UnsafeMutablePointer<UInt8> {
    grow(0)
    guard let start else { preconditionFailure("memory was taken") }
    return start
  }

  /// Where the next byte goes; at least so many have room there.
  @inlinable @inline(__always)
  mutating func room(for more: Int) -> UnsafeMutablePointer<UInt8> {
    reserve(more)
    if let start { return start + count }
    return firstRoom()
  }

  @inline(never) @usableFromInline
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    Self.copy(source, bytes.count, to: room(for: bytes.count))
    length &+= bytes.count
  }

  /// Copies bytes, up to 16 of them in two pieces that may overlap. Most values are that short, and
  /// calling `memcpy` takes longer.
  @inline(__always)
  private static func copy(
    _ source: UnsafePointer<UInt8>, _ length: Int, to place: UnsafeMutablePointer<UInt8>
  ) {
    if length > 16 {
      place.update(from: source, count: length)
    } else if length >= 8 {
      copyEnds(of: UInt64.self, source, length, to: place)
    } else if length >= 4 {
      copyEnds(of: UInt32.self, source, length, to: place)
    } else if length >= 2 {
      copyEnds(of: UInt16.self, source, length, to: place)
    } else if length == 1 {
      place.pointee = source.pointee
    }
  }

  @inline(__always)
  private static func copyEnds<Word: BitwiseCopyable>(
    of word: Word.Type, _ source: UnsafePointer<UInt8>, _ length: Int,
    to place: UnsafeMutablePointer<UInt8>
  ) {
    let last = length &- MemoryLayout<Word>.size
    let (from, into) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(place))
    let (first, second) = (
      from.loadUnaligned(as: word), from.loadUnaligned(fromByteOffset: last, as: word)
    )
    into.storeBytes(of: first, as: word)
    into.storeBytes(of: second, toByteOffset: last, as: word)
  }
}
