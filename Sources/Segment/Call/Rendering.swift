import JSON

/// What became of one input line: the call to make of it, or why there is none.
public struct Rendering: Sendable {
  /// The call to make, or its absence.
  public enum Content: Sendable {
    /// The body holds this call.
    case call(Call)
    /// No call is made; the body holds the result, as JSON.
    case refused(Refusal)
    /// The line carries a result that stays as it is.
    case unchanged
  }

  /// What to do.
  public let content: Content
  /// Where the result goes; nil if the line is no object, so that the result stands alone, and
  /// for `unchanged`.
  public let splice: SplicePoint?
}

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
  public var readTime: Range<Int>?
}

/// Why no call is made of a line: the error types of results that no server had a part in.
public enum Refusal: String, Sendable, CaseIterable {
  /// Segment would drop the call.
  case invalidCall = "invalid_call"
  /// A lookup finds nothing, in a strict run.
  case missingField = "missing_field"
  /// The line is not JSON.
  case invalidJSON = "invalid_json"
  /// The line is JSON, but no object.
  case notAnObject = "not_an_object"

  /// Whether it is the line that is at fault, not what it says.
  public var concernsLine: Bool { self == .invalidJSON || self == .notAnObject }
}
