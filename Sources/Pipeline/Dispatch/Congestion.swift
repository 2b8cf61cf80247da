/// What refusals for the number of calls (429) do to those that follow: a pause for all of them, then
/// half the pace at which calls were accepted before, which grows by steps. So several processes share
/// a limit that none of them knows. A value without a clock; times are nanoseconds of a clock that
/// never goes back.
struct Congestion {
  /// The pause where the server names none: the first, and the longest.
  private static let shortestPause = 1_000_000_000
  private static let longestPause = 60_000_000_000
  /// The time between two steps of the pace, and how many steps lead from the half to the whole.
  private static let step = 100_000_000
  private static let stepsToWhole = 20.0
  /// The least pace that a refusal leaves, in calls a second.
  private static let leastPace = 4.0
  /// At so many times the pace before, the limit is gone.
  private static let lift = 4.0

  /// Until then no call starts.
  private(set) var pausedUntil = 0
  /// Calls that may start a second; nil for any number.
  private(set) var pace: Double?
  private var ownPause = 0
  private var meter = RateMeter()
  private var paceBefore = 0.0
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
    guard let pace, now >= nextStep else { return }
    let steps = (now - nextStep) / Self.step + 1
    nextStep += steps * Self.step
    let growth = max(paceBefore / 2, Self.leastPace) / Self.stepsToWhole
    let faster = pace + Double(steps) * growth
    self.pace = faster < max(paceBefore, Self.leastPace) * Self.lift ? faster : nil
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
