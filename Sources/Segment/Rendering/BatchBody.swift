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
    var tail = ByteBuffer()
    tail.append("]")
    if let writeKey {
      tail.append(",\"writeKey\":")
      JSONString.quote(writeKey, into: &tail)
    }
    tail.append(",\"sentAt\":\"")
    self.tail = Array(tail)
  }

  /// Whether one more message fits into a body that is not closed yet.
  public func hasRoom(for message: borrowing ByteBuffer, in body: borrowing ByteBuffer) -> Bool {
    body.count + 1 + message.count + tailLength <= Self.byteLimit
  }

  /// Appends a message to a body, which may be empty.
  public func append(_ message: borrowing ByteBuffer, to body: inout ByteBuffer) {
    if body.isEmpty {
      body.append(Self.head)
    } else {
      body.append(UInt8(ascii: ","))
    }
    body.append(message.span)
  }

  /// Closes a body.
  ///
  /// - Returns: where `sentAt` stands, `WallTime.textLength` bytes, to be overwritten.
  public func close(_ body: inout ByteBuffer) -> Int {
    body.append(tail.span)
    let sentAt = body.count
    WallTime(milliseconds: 0).append(to: &body)
    body.append("\"}")
    return sentAt
  }
}
