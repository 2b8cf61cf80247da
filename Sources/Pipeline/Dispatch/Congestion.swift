/// What refusals for the number of calls (429) do to those that follow: a pause for all of them, then
/// half the pace at which calls were accepted before, which grows by steps. So several processes share
/// a limit that none of them knows. Where it is this growth that has met the limit, the half pace is what
/// helps, and the pause is brief. A value without a clock; times are nanoseconds of a clock that
/// never goes back.
struct Congestion {
  /// The pause where the server names none: the first, and the longest.
  private static let firstPause = 1_000_000_000
  private static let longestPause = 60_000_000_000
  /// The pause where the growth of the pace has met the limit: long enough for a bucket of 20 to drain
  /// at 133 a second, and for refusals that come together to be one; a longer one only costs time.
  private static let briefPause = 150_000_000
  /// The time between two steps of the pace: no longer than a pause, so that it makes no jumps.
  private static let step = 100_000_000
  /// The least pace that a refusal leaves, in calls a second: one call a step.
  private static let leastPace = 10.0
  /// So long after a pause the pace goes from the half to `retreat` of what went before: a server whose
  /// bucket has drained meanwhile takes it, and calls that were refused together do not come back at once.
  private static let recovery = 0.5
  /// That share of the pace before. Fast ones are refused more often than slow ones: the more a refusal
  /// costs them, the sooner those that share a limit come to equal shares, and end at about the same time.
  private static let retreat = 0.8
  /// The growth from there, in calls a second each second: a share of the pace, for limits differ by
  /// powers of ten, and 16 at the least, so that the slow ones catch up with the fast ones.
  private static let leastGrowth = 16.0
  private static let growth = 0.015
  /// For so many seconds after a pause the pace grows no faster. With less, a run alone at its limit
  /// would meet it more often; with more, it would notice later that a limit is gone, or that others that
  /// shared it have ended.
  private static let caution = 3.0
  /// Then it doubles in so many seconds, longer than the pause of others, whose part it would take.
  private static let doubling = 1.5
  /// Where the pace before is a guess it doubles in so many seconds, for the guess may be far too low. It
  /// has passed the limit when calls are refused: this share of it is near what the limit lets through.
  private static let probeDoubling = 0.5
  private static let found = 0.85
  /// At so many times of what is made use of, the limit is gone: the pace has doubled twice since.
  private static let lift = 4.0

  /// Until then no call starts.
  private(set) var pausedUntil = 0
  /// Calls that may start a second; nil for any number.
  private(set) var pace: Double?
  private var ownPause = 0
  private var meter = RateMeter()
  private var paceBefore = 0.0
  /// Whether the pace before is not known for sure, since calls were accepted for too short a time.
  private var isProbing = false
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
      ownPause = nextPause(now: now)
      slowDown(now: now)
    }
    pausedUntil = max(pausedUntil, now + (asked ?? (ownPause > 0 ? ownPause : Self.firstPause)))
    nextStep = pausedUntil + Self.step
  }

  /// The pause after a refusal that says something new, where the server names none.
  private func nextPause(now: Int) -> Int {
    // Calls were accepted since the last pause, for long enough that it was no chance.
    let hasGrown = pace != nil && ownPause == 0 && now - pausedUntil >= Int(Self.recovery * 1e9)
    return hasGrown
      ? Self.briefPause : min(max(2 * ownPause, Self.firstPause), Self.longestPause)
  }

  private mutating func slowDown(now: Int) {
    let accepted = meter.rate(now: now)
    if let pace {
      let sincePause = now - pausedUntil
      if sincePause < Int(Self.recovery * 1e9) {
        paceBefore = pace
      } else if isProbing {
        paceBefore = Self.found * pace
        isProbing = false
      } else {
        // Where less than half of it was made use of, the pace says nothing of the limit.
        let isKnown = sincePause >= RateMeter.window
        paceBefore = isKnown ? min(pace, max(2 * accepted, pace / 2)) : pace
      }
    } else {
      // Where nothing was accepted yet there is no pace to halve.
      guard accepted > 0 else { return }
      paceBefore = accepted
      isProbing = !meter.isSettled(now: now)
    }
    pace = max(paceBefore / 2, Self.leastPace)
  }

  /// Lets the pace grow with time.
  mutating func advance(now: Int) {
    guard pace != nil, now >= nextStep else { return }
    let steps = (now - pausedUntil) / Self.step
    nextStep = pausedUntil + (steps + 1) * Self.step
    let seconds = Double(steps * Self.step) / 1e9
    let pace = isProbing ? probingPace(after: seconds) : self.pace(after: seconds)
    let used = max(meter.rate(now: now), paceBefore)
    self.pace = pace < Self.lift * used ? max(pace, Self.leastPace) : nil
  }

  /// The pace that is allowed some seconds after the pause. The most of what went before is soon reached,
  /// for a refusal may have been a chance one; from there it grows slowly, to stay below a limit for long.
  /// Beyond what went before it grows faster and faster, for the limit may be gone, or others that shared
  /// it.
  private func pace(after seconds: Double) -> Double {
    if seconds < Self.recovery {
      return paceBefore * (0.5 + (Self.retreat - 0.5) * seconds / Self.recovery)
    }
    let growth = max(Self.leastGrowth, Self.growth * paceBefore)
    let slow = Self.retreat * paceBefore + growth * (min(seconds, Self.caution) - Self.recovery)
    return slow * Self.power(max(0, seconds - Self.caution) / Self.doubling)
  }

  /// The same where the pace before is a guess.
  private func probingPace(after seconds: Double) -> Double {
    paceBefore / 2 * Self.power(seconds / Self.probeDoubling)
  }

  /// Two to the power of a number, straight between whole ones; from the tenth on that of ten.
  private static func power(_ exponent: Double) -> Double {
    let whole = Int(min(exponent, 10))
    return Double(1 << whole) * (1 + min(exponent, 10) - Double(whole))
  }
}

/// How often something happened of late, a second.
private struct RateMeter {
  static let window = 1_000_000_000

  private var first: Int?
  private var start = 0
  private var happened = 0
  private var lastRate = 0.0

  mutating func count(now: Int) {
    if first == nil { first = now }
    if now - start >= Self.window {
      lastRate = rate(now: now)
      start = now
      happened = 0
    }
    happened += 1
  }

  /// Whether it has been watched for long enough.
  func isSettled(now: Int) -> Bool { first.map { now - $0 >= Self.window } ?? false }

  /// The rate in the present window if that is half over, else at least that of the one before.
  func rate(now: Int) -> Double {
    let length = max(now - start, Self.window / 10)
    let present = Double(happened) * 1e9 / Double(length)
    return length >= Self.window / 2 ? present : max(present, lastRate)
  }
}
