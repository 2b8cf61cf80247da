import HTTP
import Segment

/// Decides what follows an attempt. A value without clock, socket or thread.
struct RetryPolicy: Sendable {
  /// What to do with the call.
  enum Action: Equatable {
    /// It is delivered.
    case deliver
    /// It has failed for good.
    case fail
    /// Try again after so many nanoseconds.
    case retry(after: Int)
  }

  /// What to do with the call, and for how many nanoseconds no call at all may start.
  struct Decision: Equatable {
    let action: Action
    let pause: Int
  }

  /// The longest `Retry-After` that is heeded, in seconds.
  static let retryAfterLimit = 300

  private let retries: Int
  private let backoff: Int

  init(_ delivery: DeliveryPolicy) {
    retries = delivery.retries
    backoff = Int(delivery.backoffSeconds * 1e9)
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

  /// Whether a refusal is about what the body holds, so that parts of a batch may still be taken.
  static func isAboutContent(_ outcome: TransferOutcome) -> Bool {
    guard case .response(let status, _) = outcome else { return false }
    return status == 400 || status == 413
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - outcome: how the attempt ended.
  ///   - isAccepted: whether the response, if there is one, accepts the call.
  ///   - retries: retries made so far.
  func decide(after outcome: TransferOutcome, isAccepted: Bool, retries: Int) -> Decision {
    guard !isAccepted else { return Decision(action: .deliver, pause: 0) }
    var wait = backoff
    var isRetryable = true
    var pause = 0
    if case .response(let status, let retryAfter) = outcome {
      let asked = min(retryAfter ?? 0, Self.retryAfterLimit) * 1_000_000_000
      wait = max(backoff, asked)
      isRetryable = Self.isRetryable(status: status)
      if status == 429 { pause = wait }
    }
    let goesOn = isRetryable && retries < self.retries
    return Decision(action: goesOn ? .retry(after: wait) : .fail, pause: pause)
  }
}
