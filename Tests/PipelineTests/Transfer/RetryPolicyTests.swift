import HTTP
import Segment
import Testing

@testable import Pipeline

@Suite struct RetryPolicyTests {
  private func policy(retries: Int = 3, backoff: Double = 0) -> RetryPolicy {
    var delivery = DeliveryPolicy()
    delivery.retries = retries
    delivery.backoffSeconds = backoff
    return RetryPolicy(delivery)
  }

  private func response(_ status: Int, retryAfter: Int? = nil) -> TransferOutcome {
    .response(status: status, retryAfter: retryAfter)
  }

  @Test func knowsWhichStatusesMayChange() {
    let expected = Set([408, 410, 429, 460] + Array(500...599)).subtracting([501, 505, 511])
    let actual = (100...999).filter { RetryPolicy.isRetryable(status: $0) }
    #expect(Set(actual) == expected)
  }

  @Test func deliversWhatIsAccepted() {
    let decision = policy().decide(after: response(200), isAccepted: true, retries: 0)
    #expect(decision == RetryPolicy.Decision(action: .deliver, pause: 0))
  }

  @Test(arguments: [200, 301, 400, 401, 404, 413, 501, 505, 511])
  func failsAtOnce(status: Int) {
    let decision = policy(backoff: 2).decide(
      after: response(status, retryAfter: 9), isAccepted: false, retries: 0)
    #expect(decision == RetryPolicy.Decision(action: .fail, pause: 0))
  }

  @Test(arguments: [TransferError.Kind.timeout, .connect, .tls, .network])
  func retriesFailedTransfers(kind: TransferError.Kind) {
    let decision = policy(backoff: 1.5).decide(
      after: .failure(TransferError(kind, detail: "")), isAccepted: false, retries: 0)
    #expect(decision == RetryPolicy.Decision(action: .retry(after: 1_500_000_000), pause: 0))
  }

  @Test(arguments: [0, 1, 10]) func triesOnceMoreThanThereAreRetries(retries: Int) {
    for made in 0...12 {
      let action = policy(retries: retries).decide(
        after: response(503), isAccepted: false, retries: made
      ).action
      #expect(action == (made < retries ? .retry(after: 0) : .fail))
    }
  }

  @Test(arguments: [
    (0.0, 0, 0), (2, 0, 2), (2, 1, 2), (2, 5, 5), (0, 300, 300), (0, 301, 300), (0, .max, 300),
    (400, 500, 400), (86_400, 0, 86_400),
  ])
  func waitsForTheLongerOfTwo(backoff: Double, retryAfter: Int, seconds: Int) {
    for status in [503, 429] {
      let decision = policy(backoff: backoff).decide(
        after: response(status, retryAfter: retryAfter), isAccepted: false, retries: 0)
      let wait = seconds * 1_000_000_000
      #expect(
        decision
          == RetryPolicy.Decision(action: .retry(after: wait), pause: status == 429 ? wait : 0))
    }
  }

  @Test func pausesAfterTheLast429Too() {
    let decision = policy(retries: 0).decide(
      after: response(429, retryAfter: 2), isAccepted: false, retries: 0)
    #expect(decision == RetryPolicy.Decision(action: .fail, pause: 2_000_000_000))
  }
}
