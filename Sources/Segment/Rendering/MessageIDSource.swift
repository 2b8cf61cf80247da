import Digests
import JSON

/// Random message ids: UUIDs of version 4 (RFC 9562).
///
/// The bits come from xoshiro256** (https://prng.di.unimi.it), seeded with 256 bits from the
/// system: ids need to be distinct, not secret, and the system's generator costs a system call for
/// every 8 bytes.
struct MessageIDSource {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  init() {
    var system = SystemRandomNumberGenerator()
    state = (system.next(), system.next(), system.next(), system.next() | 1)
  }

  /// Appends zeros where an id is to be written later.
  static func appendPlace(to output: inout ByteBuffer) {
    for _ in 0..<UUIDText.length { output.append(UInt8(ascii: "0")) }
  }

  /// Appends a fresh id.
  mutating func append(to output: inout ByteBuffer) {
    UUIDText.append(UUIDBits(next(), next(), version: 4), to: &output)
  }

  private mutating func next() -> UInt64 {
    let scrambled = Self.rotate(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 &<< 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, by: 45)
    return scrambled
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
    value &<< count | value &>> (64 &- count)
  }
}
