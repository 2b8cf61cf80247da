/// A UUID (RFC 9562), the first of its 16 bytes highest.
public struct UUIDBits: Equatable, Sendable {
  /// The first eight bytes.
  public var high: UInt64
  /// The last eight.
  public var low: UInt64

  /// Makes one of bits, of which it takes all but those of version and variant.
  public init(_ high: UInt64, _ low: UInt64, version: UInt64) {
    self.high = high & ~0xF000 | version &<< 12
    self.low = low & ~(0xC000 &<< 48) | 0x8000 &<< 48
  }
}
