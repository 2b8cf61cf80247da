import JSON

/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the encoded form of `bytes`.
  static func append(_ bytes: Span<UInt8>, to output: inout ByteBuffer) {
    var index = 0
    while index < bytes.count {
      let left = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < left ? UInt32(bytes[index + offset]) : 0)
      }
      for digit in 0..<4 {
        let isData = digit <= left
        output.append(
          isData ? alphabet[Int(group >> UInt32(18 - 6 * digit) & 0x3F)] : UInt8(ascii: "="))
      }
      index += 3
    }
  }
}
