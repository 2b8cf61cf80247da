/// Decides which failures are reported as they happen, so that an outage does not flood a log: the
/// first ten, then at most one a second, with the number of those left out. A value without a clock.
struct NoticeGate {
  static let freely = 10
  static let interval = 1_000_000_000

  private var shown = 0
  private var nextTurn = 0
  /// How many were left out since the last one reported.
  private(set) var leftOut = 0

  /// Whether to report a failure.
  ///
  /// - Parameter now: the time by the monotonic clock, in nanoseconds.
  /// - Returns: how many were left out since the last one reported; nil not to report this one.
  mutating func pass(now: Int) -> Int? {
    guard shown < Self.freely || now >= nextTurn else {
      leftOut += 1
      return nil
    }
    shown += 1
    nextTurn = now + Self.interval
    defer { leftOut = 0 }
    return leftOut
  }
}
