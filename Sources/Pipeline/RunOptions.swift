/// How a run is made, apart from what it is connected to.
public struct RunOptions: Equatable, Sendable {
  /// What a line that is no JSON object does.
  public enum InvalidLines: String, CaseIterable, Sendable {
    /// It has a result that says so, and is told at the end.
    case annotate
    /// It has a result that says so, and nobody minds.
    case accept
    /// It has a result, and is the last one read.
    case stop
  }

  /// The most calls at once, from 1.
  public var concurrency = 16
  /// The most events in a batch, 1 to 2500; nil to send each by itself.
  public var batchEvents: Int?
  /// The longest that an event waits for its batch to fill.
  public var lingerMilliseconds = 100
  /// Calls started a second, at most; nil for no limit.
  public var rate: Double?
  /// How long after its first start a call is tried again if another try may deliver it, whatever the
  /// config's `retries`; nil for no longer than those.
  public var retryForMilliseconds: Int?
  /// The most bytes of a call's body, where the server is not Segment itself.
  public var callLimit = 32 << 10
  /// The most bytes of an input line.
  public var lineLimit = 64 << 20
  /// The bytes of lines, bodies and answers that may be held in memory.
  public var hold = 64 << 20
  /// What a line that is no JSON object does.
  public var invalidLines = InvalidLines.annotate
  /// Whether calls are rendered, but not made.
  public var isDry = false
  /// Whether events are written as they finish, not in the order of the input.
  public var isUnordered = false
  /// Whether a lookup that finds nothing and has no default fails its event.
  public var isStrict = false
  /// Whether lines that carry a successful result stay as they are.
  public var skipsDelivered = false

  /// The defaults.
  public init() {}
}
