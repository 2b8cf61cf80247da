/// A call, rendered: what is known of it beside its body.
public struct Call: Equatable, Sendable {
  /// Which call it is.
  public let operation: Operation
  /// The message id in the body, as the inside of a JSON string.
  public let messageID: Range<Int>
  /// Where in the body `sentAt` stands, `WallTime.textLength` bytes, to be overwritten for each
  /// attempt.
  public let sentAt: Int
  /// Where in the body the timestamp stands, if the event has none of its own: the time at which it was
  /// read first.
  public let readTime: Range<Int>?

  /// Makes one of its parts.
  public init(
    operation: Operation, messageID: Range<Int>, sentAt: Int, readTime: Range<Int>? = nil
  ) {
    self.operation = operation
    self.messageID = messageID
    self.sentAt = sentAt
    self.readTime = readTime
  }
}

/// Segment's limits on a call.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
public enum CallLimits {
  /// The most bytes in the body of one call (32 KB).
  public static let callBytes = 32 * 1024
  /// The most characters in a message id.
  public static let messageIDCharacters = 100
}
