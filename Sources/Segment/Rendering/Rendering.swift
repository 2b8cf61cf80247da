import JSON

/// What became of one input line: the call to make of it, or why there is none.
public struct Rendering: Sendable {
  /// The call to make, or its absence.
  public enum Content: Sendable {
    /// The body holds this call.
    case call(Call)
    /// No call is made.
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
