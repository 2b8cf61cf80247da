/// Notices that nothing gets through, and decides when a call may try whether that is still so. A
/// value without a clock; times are nanoseconds of a clock that never goes back.
///
/// Only for calls that are tried again for as long as it takes: while a service is down, hundreds
/// of them would otherwise keep knocking.
struct Outage {
  private static let shortestWait = 500_000_000
  private static let longestWait = 60_000_000_000
  private static let moment = 100_000_000

  private let firstWait: Int
  /// So many failures in a row, with nothing that got through among them, are no coincidence.
  private let threshold: Int
  private var failures = 0
  /// When the first of these failures was.
  private(set) var since = 0
  private var wait = 0
  /// When the next call may try.
  private(set) var nextTry = 0
  /// When the last call started.
  private var lastTry = 0

  /// - Parameters:
  ///   - concurrency: how many calls there are at once.
  ///   - backoff: the wait before the first try, in nanoseconds; half a second at the least.
  init(concurrency: Int, backoff: Int) {
    threshold = min(max(concurrency, 3), 16)
    firstWait = max(backoff, Self.shortestWait)
  }

  /// Whether nothing gets through.
  var isOn: Bool { failures >= threshold }

  /// A call starts.
  mutating func starts(now: Int) { lastTry = now }

  /// Whether a call whose time is over at a certain time can be given up without another try, since one
  /// was made at that time or a moment before.
  func wasTried(at end: Int) -> Bool { end - lastTry <= Self.moment }

  /// A call has failed in a way that may pass.
  ///
  /// - Parameter isLast: whether no other call is in flight.
  /// - Returns: whether an outage begins.
  mutating func failed(isLast: Bool, now: Int) -> Bool {
    if failures == 0 { since = now }
    failures += 1
    if isOn, isLast, now >= nextTry {
      wait = wait == 0 ? firstWait : min(2 * wait, max(Self.longestWait, firstWait))
      nextTry = now + wait
    }
    return failures == threshold
  }

  /// A call got through: it was accepted, or refused for what it says.
  ///
  /// - Returns: when the outage began that ends; nil if there was none.
  mutating func gotThrough() -> Int? {
    let began = isOn ? since : nil
    failures = 0
    wait = 0
    nextTry = 0
    return began
  }
}
