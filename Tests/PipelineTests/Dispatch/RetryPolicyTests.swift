import HTTP
import Segment
import Testing

@testable import Pipeline

@Suite struct RetryPolicyTests {
  private static let second = 1_000_000_000

  private func policy(
    retries: Int = 3, backoff: Double = 0, maximum: Double? = nil, retryFor: Int? = nil
  ) -> RetryPolicy {
    RetryPolicy(
      retries: retries, backoffSeconds: backoff, backoffMaxSeconds: maximum,
      retryFor: retryFor.map { $0 * Self.second })
  }

  private func answer(_ status: Int, retryAfter: Int? = nil) -> AttemptResult {
    var judge = ResponseJudge()
    let body: [UInt8] = []
    return AttemptResult(
      status: status, retryAfter: retryAfter,
      verdict: judge.judge(status: status, body: body.span))
  }

  /// The state of a call that was first started at time 0.
  private func progress(retries: Int = 0, refusals: Int = 0) -> Progress {
    var progress = Progress()
    progress.retries = retries
    progress.refusals = refusals
    return progress
  }

  @Test(arguments: [200, 204, 301, 400, 401, 404, 413, 501, 505, 511])
  func settlesAtOnce(status: Int) {
    let result = answer(status, retryAfter: 9)
    let decision = policy(backoff: 2, retryFor: 60).decide(after: result, progress(), now: 0)
    #expect(decision == .settle)
  }

  @Test(arguments: [TransferError.Kind.timeout, .connect, .tls, .network])
  func retriesFailedTransfers(kind: TransferError.Kind) {
    let result = AttemptResult(TransferError(kind, detail: ""), detail: "")
    let decision = policy(backoff: 1.5).decide(after: result, progress(), now: 0)
    #expect(decision == .retry(after: 1_500_000_000))
  }

  @Test(arguments: [0, 1, 10]) func triesOnceMoreThanThereAreRetries(retries: Int) {
    for made in 0...12 {
      let decision = policy(retries: retries).decide(
        after: answer(503), progress(retries: made), now: 0)
      #expect(decision == (made < retries ? .retry(after: 0) : .settle))
    }
  }

  @Test(arguments: [
    (0.0, nil, 0), (2, 0, 2), (2, 1, 2), (2, 5, 5), (0, 300, 300), (0, 301, 300), (0, .max, 300),
    (400, 500, 400), (86_400, nil, 86_400),
  ])
  func waitsForTheLongerOfTwo(backoff: Double, retryAfter: Int?, seconds: Int) {
    let decision = policy(backoff: backoff).decide(
      after: answer(503, retryAfter: retryAfter), progress(), now: 0)
    #expect(decision == .retry(after: seconds * Self.second))
  }

  @Test func aRefusalForTheRateCostsNoRetry() {
    for (refusals, decision) in [
      (0, RetryPolicy.Decision.pause(after: 0)), (99, .pause(after: 0)), (100, .settle),
    ] {
      let made = progress(retries: 3, refusals: refusals)
      #expect(policy().decide(after: answer(429), made, now: 0) == decision)
    }
    let decision = policy(backoff: 2).decide(after: answer(429), progress(), now: 0)
    #expect(decision == .pause(after: 2 * Self.second))
  }

  @Test func waitsThatDoubleStayBetweenHalfAndWhole() throws {
    let policy = policy(retries: 10, backoff: 1, maximum: 20)
    for (retries, whole) in [(0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 20), (9, 20)] {
      var waits = Set<Int>()
      for start in 0..<50 {
        var made = progress(retries: retries)
        made.lastStart = start * 1_000_003
        guard case .retry(let wait) = policy.decide(after: answer(500), made, now: 0) else {
          Issue.record("no retry")
          continue
        }
        #expect((whole * Self.second / 2...whole * Self.second).contains(wait))
        waits.insert(wait)
      }
      #expect(waits.count > 40)
    }
  }

  @Test func retriesForATimeWithWaitsThatDouble() {
    let policy = policy(retries: 0, retryFor: 3600)
    for (retries, wait) in [(0, 0.5), (1, 1), (2, 2), (6, 32), (7, 60), (100, 60)] {
      let decision = policy.decide(after: answer(503), progress(retries: retries), now: 0)
      #expect(decision == .retry(after: Int(wait * 1e9)))
    }
  }

  @Test func triesOnceMoreAtTheEndOfTheTime() {
    let policy = policy(retries: 0, retryFor: 90)
    func decision(_ second: Int, retryAfter: Int? = nil) -> RetryPolicy.Decision {
      policy.decide(
        after: answer(503, retryAfter: retryAfter), progress(retries: 7),
        now: second * Self.second)
    }
    #expect(decision(29) == .retry(after: 60 * Self.second))
    #expect(decision(85) == .retry(after: 5 * Self.second))
    #expect(decision(90) == .settle)
    #expect(decision(30, retryAfter: 61) == .settle)
  }

  @Test func spendsItsRetriesBeyondTheTimeToo() {
    let policy = policy(retries: 3, backoff: 2, retryFor: 1)
    let decision = policy.decide(
      after: answer(503), progress(retries: 2), now: 100 * Self.second)
    #expect(decision == .retry(after: 8 * Self.second))
  }
}
