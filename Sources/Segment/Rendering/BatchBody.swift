import JSON

/// The body of a call to `/v1/batch`: the messages, the write key if no header has it, and when they
/// were sent.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch
public struct BatchBody: Sendable {
  /// The most bytes of a body (500 KB), and the most messages in it.
  public static let byteLimit = 500_000
  /// The range of the number of messages.
  public static let messageLimits = 1...2500

  private static let head: StaticString = "{\"batch\":["
  private let tail: [UInt8]
  /// Bytes that closing a body adds.
  private var tailLength: Int { tail.count + WallTime.textLength + 2 }

  /// - Parameter writeKey: what it gives as the write key; nil for none.
  public init(writeKey: String?) {
    var tail = Array("]".utf8)
    if let writeKey {
      tail.append(",\"writeKey\":")
      JSONString.quote(writeKey, into: &tail)
    }
    tail.append(",\"sentAt\":\"")
    self.tail = tail
  }

  /// Whether one more message fits into a body that is not closed yet.
  public func hasRoom(for message: [UInt8], in body: [UInt8]) -> Bool {
    body.count + 1 + message.count + tailLength <= Self.byteLimit
  }

  /// Appends a message to a body, which may be empty.
  public func append(_ message: [UInt8], to body: inout [UInt8]) {
    if body.isEmpty {
      body.append(Self.head)
    } else {
      body.append(UInt8(ascii: ","))
    }
    body.append(contentsOf: message)
  }

  /// Closes a body.
  ///
  /// - Returns: where `sentAt` stands, `WallTime.textLength` bytes, to be overwritten.
  public func close(_ body: inout [UInt8]) -> Int {
    body.append(contentsOf: tail)
    let sentAt = body.count
    WallTime(milliseconds: 0).append(to: &body)
    body.append("\"}")
    return sentAt
  }
}
