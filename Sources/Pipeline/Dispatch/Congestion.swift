/// What refusals for the number of calls (429) do to those that follow: a pause for all of them, then
/// half the pace at which calls were accepted before, which grows by steps. So several processes share
/// a limit that none of them knows. A value without a clock; times are nanoseconds of a clock that
/// never goes back.
struct Congestion {
  /// The pause where the server names none: the first, and the longest.
  private static let shortestPause = 1_000_000_000
  private static let longestPause = 60_000_000_000
  /// The time between two steps of the pace.
  private static let step = 100_000_000
  /// The least pace that a refusal leaves, in calls a second.
  private static let leastPace = 10.0
  /// At so many times the pace before, the limit is gone.
  private static let lift = 4.0

  /// Until then no call starts.
  private(set) var pausedUntil = 0
  /// Calls that may start a second; nil for any number.
  private(set) var pace: Double?
  private var ownPause = 0
  private var meter = RateMeter()
  private var paceBefore = 0.0
  /// When the pace is next looked at.
  private var nextStep = 0

  /// A call was accepted.
  mutating func accepted(startedAt start: Int, now: Int) {
    meter.count(now: now)
    if start >= pausedUntil { ownPause = 0 }
  }

  /// A call was refused.
  ///
  /// - Parameters:
  ///   - asked: the pause that the server wants, in nanoseconds, if it names one.
  ///   - start: when the call started. Those that started before a pause say nothing new.
  mutating func refused(asked: Int?, startedAt start: Int, now: Int) {
    if start >= pausedUntil {
      ownPause = ownPause == 0 ? Self.shortestPause : min(2 * ownPause, Self.longestPause)
      slowDown(now: now)
    }
    pausedUntil = max(pausedUntil, now + (asked ?? max(ownPause, Self.shortestPause)))
    nextStep = pausedUntil + Self.step
  }

  private mutating func slowDown(now: Int) {
    let accepted = meter.rate(now: now)
    // Where nothing was accepted yet there is no pace to halve.
    guard accepted > 0 else { return }
    paceBefore = min(accepted, pace ?? .infinity)
    pace = max(paceBefore / 2, Self.leastPace)
  }

  /// Lets the pace grow with time.
  mutating func advance(now: Int) {
    guard pace != nil, now >= nextStep else { return }
    let steps = (now - pausedUntil) / Self.step
    nextStep = pausedUntil + (steps + 1) * Self.step
    let share = Self.share(after: Double(steps * Self.step) / 1e9)
    pace = share < Self.lift ? max(paceBefore * share, Self.leastPace) : nil
  }

  /// The share of the pace before that is allowed some seconds after the pause: nine tenths are soon
  /// reached, for a refusal may have been a chance one; from there it grows slowly, to stay below a
  /// limit for long, and then faster and faster, for there may be none.
  private static func share(after seconds: Double) -> Double {
    let further = seconds - 1
    return further < 0 ? 0.9 + 0.4 * further : 0.9 + 0.01 * further + 0.002 * further * further
  }
}

/// How often something happened of late, a second.
private struct RateMeter {
  private static let window = 1_000_000_000

  private var start = 0
  private var happened = 0
  private var lastRate = 0.0

  mutating func count(now: Int) {
    if now - start >= Self.window {
      lastRate = rate(now: now)
      start = now
      happened = 0
    }
    happened += 1
  }

  /// The rate in the present window if that is half over, else at least that of the one before.
  func rate(now: Int) -> Double {
    let length = max(now - start, Self.window / 10)
    let present = Double(happened) * 1e9 / Double(length)
    return length >= Self.window / 2 ? present : max(present, lastRate)
  }
}
