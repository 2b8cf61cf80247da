import HTTP
import Segment

/// What the last attempt at a call came to.
struct AttemptResult {
  /// Why it failed; nil if it did not.
  let failure: Delivery.Failure?
  /// The status of the answer, if one came.
  let status: Int?
  private let isJSON: Bool

  /// Whether an attempt was made that brought no answer.
  var isUnanswered: Bool { status == nil && failure?.kind != .notSent }

  /// No attempt was made, because the run stopped.
  static let notSent = AttemptResult(
    failure: Delivery.Failure(.notSent, isRetryable: true), status: nil, isJSON: false)

  private init(failure: Delivery.Failure?, status: Int?, isJSON: Bool) {
    self.failure = failure
    self.status = status
    self.isJSON = isJSON
  }

  /// An answer came.
  init(status: Int, verdict: ResponseVerdict) {
    var failure: Delivery.Failure?
    if !verdict.isAccepted {
      let isSuccess = 200...299 ~= status
      failure = Delivery.Failure(
        isSuccess ? .rejected : .httpStatus, isRetryable: RetryPolicy.isRetryable(status: status))
    }
    self.init(failure: failure, status: status, isJSON: verdict.isJSON)
  }

  /// None came; `detail` is what may be shown of the error's own.
  init(_ error: TransferError, detail: String) {
    let kind: Delivery.FailureKind =
      switch error.kind {
      case .timeout: .timeout
      case .connect: .connect
      case .tls: .tls
      case .network: .network
      }
    self.init(
      failure: Delivery.Failure(kind, detail: detail, isRetryable: true), status: nil,
      isJSON: false)
  }

  /// The end of the delivery, if this was the last attempt of the event or of the batch.
  func delivery(of event: Event, now: Int) -> Delivery {
    Delivery(
      failure: failure, status: status, isJSON: isJSON, attempts: event.attempts,
      tries: event.tries,
      milliseconds: Double(now - event.firstAttempt) / 1e6,
      batchSize: event.members.isEmpty ? nil : event.members.count)
  }
}
