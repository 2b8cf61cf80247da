/// Spaces the starts of calls evenly. A value without a clock.
///
/// A call may start when its turn has come. Turns that were missed, because no call was at hand, are
/// made up for as far as a tenth of a second goes back, and no further.
struct Pacer: Sendable {
  /// How far turns are made up for, in nanoseconds.
  static let burst = 100_000_000
  /// The same where a server has asked for fewer calls.
  private static let congestedBurst = 10_000_000

  /// Nanoseconds from one start to the next by the rate that was set; 0 for no limit.
  private let interval: Double
  /// Calls that may start a second for other reasons; nil for any number.
  var pace: Double?
  /// When the next call may start, by the monotonic clock in nanoseconds.
  private var turn = 0.0

  /// - Parameter rate: calls started a second; nil for no limit.
  init(rate: Double?) {
    interval = rate.map { 1e9 / $0 } ?? 0
  }

  /// When the next call may start, by the monotonic clock in nanoseconds.
  var nextStart: Int { Int(turn) }

  /// Notes that a call starts.
  mutating func start(now: Int) {
    let interval = max(interval, pace.map { 1e9 / $0 } ?? 0)
    guard interval > 0 else {
      turn = 0
      return
    }
    let isFirst = turn == 0
    let burst = pace == nil ? Self.burst : Self.congestedBurst
    turn = (isFirst ? Double(now) : max(turn, Double(now - burst))) + interval
  }

  /// No call starts before a time: turns until then are not made up for.
  mutating func pause(until time: Int) { turn = max(turn, Double(time)) }
}
