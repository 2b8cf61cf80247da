/// What the collector answers to one request, and in which manner.
public struct Reply: Sendable {
  /// How the reply reaches the client, or fails to.
  public enum Delivery: Sendable, Equatable {
    /// Whole, with a `Content-Length`; the connection stays open if the client wants it to.
    case normal
    /// A TCP reset instead of a reply.
    case reset
    /// Half the body that `Content-Length` promises, then a TCP reset.
    case resetMidway
    /// Whole and as if the connection were kept alive, then a TCP reset.
    case resetAfter
    /// No reply, on a connection that stays open until the client closes it.
    case hang
    /// These bytes, or none, and nothing else, then the end of the connection.
    case verbatim([UInt8])
    /// Bytes that are no HTTP, then the end of the connection.
    case garbage
    /// Half the body that `Content-Length` promises, then the end of the connection.
    case truncated
    /// Whole, with `Connection: close`, then the end of the connection.
    case closeAfter
    /// Whole and as if the connection were kept alive, then its end all the same.
    case silentClose
    /// Whole, with a chunked body.
    case chunked
    /// Whole, at most so many bytes at once (at least 1), with a pause after each piece.
    case trickle(bytesPerChunk: Int, interval: Duration)
  }

  /// The status code, 100 to 599. A 1xx reply is an interim one: no final reply follows.
  public var status: Int
  /// Header fields besides the framing, which the collector adds itself.
  public var headers: [(name: String, value: String)]
  /// The body; it is left out where HTTP allows none (1xx, 204, 304, replies to HEAD).
  public var body: [UInt8]
  /// How long the collector waits before it replies; other connections are served meanwhile.
  public var delay: Duration
  /// How many requests must have been in flight at once, its own among them, before the collector
  /// replies, beside the delay. So a peak is waited for instead of hoped for.
  public var peak = 1
  /// How the reply is delivered.
  public var delivery: Delivery

  /// A reply with every part spelled out.
  public init(
    status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
    delay: Duration = .zero, delivery: Delivery = .normal
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delay = delay
    self.delivery = delivery
  }

  /// A reply whose body is JSON text.
  public static func json(_ text: String, status: Int = 200) -> Reply {
    Reply(
      status: status, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
  }

  /// Segment's answer to a call it takes: 200, `{"success":true}`.
  public static let success = json(#"{"success":true}"#)

  /// An answer that refuses a call.
  ///
  /// - Parameter message: text that needs no escaping in JSON.
  static func refusal(_ status: Int, _ message: String) -> Reply {
    json(#"{"success":false,"message":"\#(message)"}"#, status: status)
  }

  /// Whether HTTP gives a reply of this status a body (RFC 9110, section 6.4.1).
  var mayHaveBody: Bool {
    status >= 200 && status != 204 && status != 304
  }
}
