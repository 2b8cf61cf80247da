/// Decides what follows a try. A value without clock, socket or thread.
struct RetryPolicy: Sendable {
  /// What to do with the call.
  enum Decision: Equatable {
    /// It is delivered, or has failed for good.
    case settle
    /// Try again after so many nanoseconds.
    case retry(after: Int)
    /// Try again when the pause that the server wants is over, and no earlier than after so many
    /// nanoseconds; it costs no retry.
    case pause(after: Int)
    /// Try again at once, for there may be another token by now; it costs no retry.
    case renew
  }

  /// The longest `Retry-After` that is heeded, in seconds.
  static let retryAfterLimit = 300
  /// After so many refusals for the number of calls a call is given up.
  static let refusalLimit = 100
  /// Where waits that double begin at the least, in seconds.
  private static let leastDoubling = 0.5
  /// Up to where they double, if the config does not say, in seconds.
  private static let doublingLimit = 60.0

  private let retries: Int
  /// The first wait in seconds, and the longest if waits double.
  private let backoff: Double
  private let longest: Double?
  private let isJittered: Bool
  /// For how many nanoseconds after the first start a call is tried again, whatever `retries` says.
  let retryFor: Int?
  /// Whether a call that was not authorised may be with another token.
  private let renewsAccess: Bool

  /// - Parameters:
  ///   - retries: tries after the first.
  ///   - backoffSeconds: the wait before each.
  ///   - backoffMaxSeconds: up to how many seconds it doubles, with jitter; nil if it does not.
  ///   - retryFor: for how many nanoseconds a call is tried again, whatever `retries` says; nil for
  ///     no longer. Without `backoffMaxSeconds` waits double then, without jitter.
  ///   - renewsAccess: whether a call that was not authorised is tried once more.
  init(
    retries: Int = 0, backoffSeconds: Double = 0, backoffMaxSeconds: Double? = nil,
    retryFor: Int? = nil, renewsAccess: Bool = false
  ) {
    self.renewsAccess = renewsAccess
    self.retries = retries
    self.retryFor = retryFor
    isJittered = backoffMaxSeconds != nil
    if let backoffMaxSeconds {
      backoff = min(backoffMaxSeconds, max(backoffSeconds, Self.leastDoubling))
      longest = backoffMaxSeconds
    } else if retryFor != nil {
      backoff = max(backoffSeconds, Self.leastDoubling)
      longest = max(backoff, Self.doublingLimit)
    } else {
      backoff = backoffSeconds
      longest = nil
    }
  }

  /// The first wait, in nanoseconds.
  var firstWait: Int { Self.nanoseconds(backoff) }

  /// Decides.
  ///
  /// - Parameters:
  ///   - result: what the try came to.
  ///   - progress: that of its payload, the try included.
  ///   - now: the time, in nanoseconds.
  func decide(after result: AttemptResult, _ progress: Progress, now: Int) -> Decision {
    if renewsAccess, result.isAboutAccess, !progress.isRenewed { return .renew }
    guard let failure = result.failure, failure.isRetryable else { return .settle }
    let asked = Self.nanoseconds(min(result.retryAfter ?? 0, Self.retryAfterLimit))
    if result.isAboutRate {
      guard progress.refusals < Self.refusalLimit else { return .settle }
      return .pause(after: firstWait)
    }
    let wait = max(asked, wait(after: progress))
    if progress.retries < retries { return .retry(after: wait) }
    guard let end = end(of: progress), now + asked < end else { return .settle }
    // The last try is made just before the end.
    return .retry(after: min(wait, end - now))
  }

  /// Until when a call is tried again at the least; nil if time does not decide.
  func end(of progress: Progress) -> Int? {
    retryFor.map { progress.triedSince &+ $0 }
  }

  /// The wait before the next try, in nanoseconds.
  private func wait(after progress: Progress) -> Int {
    guard let longest else { return firstWait }
    let doublings = min(progress.retries, 60)
    let wait = min(longest, backoff * Double(sign: .plus, exponent: doublings, significand: 1))
    guard isJittered else { return Self.nanoseconds(wait) }
    // Between the half and the whole, so that calls that failed together do not come back together.
    return Self.nanoseconds(wait / 2 + wait / 2 * Self.fraction(of: progress))
  }

  /// A number from 0 to 1 that differs from call to call and from try to try, and that comes out the
  /// same for the same progress: the times at which calls start are as good as random.
  private static func fraction(of progress: Progress) -> Double {
    let seed = UInt64(truncatingIfNeeded: progress.lastStart &+ progress.retries)
    return Double((seed &* 0x9E37_79B9_7F4A_7C15) >> 11) / Double(1 << 53)
  }

  private static func nanoseconds(_ seconds: Double) -> Int { Int(seconds * 1e9) }

  private static func nanoseconds(_ seconds: Int) -> Int { seconds * 1_000_000_000 }
}
