import Digests
import Testing

/// Message ids as the manual says how they are made.
enum MessageID {
  /// 112c6d8a-97db-5903-98a9-c3670ac6eafe.
  private static let program: [UInt8] = [
    0x11, 0x2C, 0x6D, 0x8A, 0x97, 0xDB, 0x59, 0x03, 0x98, 0xA9, 0xC3, 0x67, 0x0A, 0xC6, 0xEA, 0xFE,
  ]

  /// The UUID of a text.
  static func text(_ operation: String, _ text: String, key: String) -> String {
    var keys = NameUUID(namespace: program)
    var names = NameUUID(namespace: keys.bytes(of: Array(key.utf8).span))
    return String(decoding: names.text(of: Array("\(operation)\0\(text)".utf8).span), as: UTF8.self)
  }
}
