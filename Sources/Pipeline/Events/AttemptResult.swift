import HTTP
import Segment

/// What a try at a call came to.
struct AttemptResult {
  /// Why it failed; nil if it did not.
  let failure: CallResult.Failure?
  /// The status of the answer, if one came.
  let status: Int?
  /// The seconds after which the answer asks for another call, if it does.
  let retryAfter: Int?
  private let isJSON: Bool

  /// No try was made, because the run stopped.
  static let notSent = AttemptResult(failure: CallResult.Failure(.notSent, isRetryable: true))

  private init(
    failure: CallResult.Failure?, status: Int? = nil, retryAfter: Int? = nil, isJSON: Bool = false
  ) {
    self.failure = failure
    self.status = status
    self.retryAfter = retryAfter
    self.isJSON = isJSON
  }

  /// An answer came.
  init(status: Int, retryAfter: Int?, verdict: ResponseVerdict) {
    var failure: CallResult.Failure?
    if !verdict.isAccepted {
      let isSuccess = 200...299 ~= status
      failure = CallResult.Failure(
        isSuccess ? .rejected : .httpStatus, isRetryable: Self.isRetryable(status: status))
    }
    self.init(failure: failure, status: status, retryAfter: retryAfter, isJSON: verdict.isJSON)
  }

  /// None came; `detail` is what may be shown of the error's own.
  init(_ error: TransferError, detail: String) {
    let kind: CallResult.FailureKind =
      switch error.kind {
      case .timeout: .timeout
      case .connect: .connect
      case .tls: .tls
      case .network: .network
      }
    self.init(failure: CallResult.Failure(kind, detail: detail, isRetryable: true))
  }

  /// Whether a try was made that brought no answer.
  var isUnanswered: Bool { status == nil && failure?.kind != .notSent }

  /// Whether the call is refused for what its body holds, so that parts of a batch may still be
  /// taken.
  var isAboutContent: Bool { status == 400 || status == 413 }

  /// The status of an answer to a call that was not authorised.
  static let unauthorized = 401

  /// Whether the call is refused because it was not authorised.
  var isAboutAccess: Bool { status == Self.unauthorized }

  /// Whether the call is refused because there are too many.
  var isAboutRate: Bool { status == 429 }

  /// The result of the call, if this was the last try.
  ///
  /// - Parameter nanoseconds: how long all tries took.
  func callResult(attempts: Int, tries: Int, nanoseconds: Int, batchSize: Int?) -> CallResult {
    CallResult(
      failure: failure, status: status, isJSON: isJSON, attempts: attempts, tries: tries,
      milliseconds: Double(nanoseconds) / 1e6, batchSize: batchSize)
  }

  /// Whether a status may be answered otherwise at another time. 460 is what AWS load balancers log
  /// for a client that hung up (https://docs.aws.amazon.com/elasticloadbalancing).
  static func isRetryable(status: Int) -> Bool {
    switch status {
    case 408, 410, 429, 460: true
    case 501, 505, 511: false
    default: 500...599 ~= status
    }
  }
}
