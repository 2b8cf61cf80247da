import HTTP
import Segment
import Testing

@testable import Pipeline

@Suite struct AttemptResultTests {
  private func result(_ status: Int, _ body: String) -> AttemptResult {
    var judge = ResponseJudge()
    let bytes = Array(body.utf8)
    return AttemptResult(
      status: status, retryAfter: nil, verdict: judge.judge(status: status, body: bytes.span))
  }

  @Test(arguments: [
    (200, #"{"success":true}"#), (204, ""), (200, "ok"), (299, "[]"), (200, #"{"ok":true}"#),
  ])
  func hasNoFailure(status: Int, body: String) {
    #expect(result(status, body).failure == nil)
    #expect(result(status, body).status == status)
  }

  @Test(arguments: [
    (200, #"{"success":false}"#, CallResult.FailureKind.rejected, false),
    (200, #"{"ok":false}"#, .rejected, false),
    (201, #"{"ok":true,"success":false}"#, .rejected, false),
    (400, "", .httpStatus, false), (301, "", .httpStatus, false), (501, "", .httpStatus, false),
    (429, "", .httpStatus, true), (503, #"{"success":true}"#, .httpStatus, true),
  ])
  func hasTheFailure(
    status: Int, body: String, kind: CallResult.FailureKind, isRetryable: Bool
  ) {
    let failure = result(status, body).failure
    #expect(failure?.kind == kind)
    #expect(failure?.isRetryable == isRetryable)
  }

  @Test(arguments: [
    (TransferError.Kind.timeout, CallResult.FailureKind.timeout), (.connect, .connect),
    (.tls, .tls), (.network, .network),
  ])
  func hasTheKindOfTheTransferError(kind: TransferError.Kind, expected: CallResult.FailureKind) {
    let result = AttemptResult(TransferError(kind, detail: ""), detail: "why")
    #expect(result.failure?.kind == expected)
    #expect(result.failure?.detail == "why")
    #expect(result.failure?.isRetryable == true)
    #expect(result.status == nil)
  }

  @Test func becomesACallResult() {
    let callResult = result(503, "{}").callResult(
      attempts: 3, tries: 2, nanoseconds: 2_500_000, batchSize: 7)
    #expect(callResult.batchSize == 7)
    #expect(callResult.attempts == 3)
    #expect(callResult.tries == 2)
    #expect(callResult.milliseconds == 2.5)
    #expect(callResult.status == 503)
    #expect(callResult.isJSON)
  }

  @Test func isNotSentWithoutAttempts() {
    let failure = AttemptResult.notSent.failure
    #expect(failure?.kind == .notSent)
    #expect(failure?.isRetryable == true)
    #expect(AttemptResult.notSent.status == nil)
  }

  @Test func knowsWhichStatusesMayChange() {
    let expected = Set([408, 410, 429, 460] + Array(500...599)).subtracting([501, 505, 511])
    let actual = (100...999).filter { AttemptResult.isRetryable(status: $0) }
    #expect(Set(actual) == expected)
  }
}
