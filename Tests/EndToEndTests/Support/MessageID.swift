import Digests
import Testing

/// Message ids as the manual says how they are made.
enum MessageID {
  /// 112c6d8a-97db-5903-98a9-c3670ac6eafe.
  private static let program = UUIDBits(0x112C_6D8A_97DB_5903, 0x98A9_C367_0AC6_EAFE, version: 5)

  /// The UUID of a text.
  static func text(_ operation: String, _ text: String, key: String) -> String {
    var keys = NameUUID(namespace: program)
    var names = NameUUID(namespace: keys.uuid(of: Array(key.utf8).span))
    let uuid = names.uuid(of: Array("\(operation)\0\(text)".utf8).span)
    let digits = (digits(uuid.high) + digits(uuid.low)).map { String($0) }
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0].joined() }
    return groups.joined(separator: "-")
  }

  private static func digits(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
