import JSON

/// The body of a call to `/v1/batch`: the messages, and when they were sent.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch
public enum BatchBody {
  /// The most bytes of a body (500 KB), and the most messages in it.
  public static let byteLimit = 500_000
  /// The range of the number of messages.
  public static let messageLimits = 1...2500

  private static let head: StaticString = "{\"batch\":["
  private static let tail: StaticString = "],\"sentAt\":\""
  /// Bytes that closing a body adds.
  private static let tailLength = tail.utf8CodeUnitCount + WallTime.textLength + 2

  /// Whether one more message fits into a body that is not closed yet.
  public static func hasRoom(for message: [UInt8], in body: [UInt8]) -> Bool {
    body.count + 1 + message.count + tailLength <= byteLimit
  }

  /// Appends a message to a body, which may be empty.
  public static func append(_ message: [UInt8], to body: inout [UInt8]) {
    if body.isEmpty {
      body.append(head)
    } else {
      body.append(UInt8(ascii: ","))
    }
    body.append(contentsOf: message)
  }

  /// Closes a body.
  ///
  /// - Returns: where `sentAt` stands, `WallTime.textLength` bytes, to be overwritten.
  public static func close(_ body: inout [UInt8]) -> Int {
    body.append(tail)
    let sentAt = body.count
    WallTime(milliseconds: 0).append(to: &body)
    body.append("\"}")
    return sentAt
  }
}
