/// How a call ended: the facts of its result.
public struct CallResult: Sendable {
  /// Why a call was not delivered. The raw value is the error type in the result.
  public enum FailureKind: String, Sendable, CaseIterable {
    /// The server answered with a status other than 2xx.
    case httpStatus = "http_status"
    /// An attempt took longer than `timeout`.
    case timeout
    /// No connection could be made.
    case connect
    /// TLS could not be set up, or the certificate could not be verified.
    case tls
    /// The connection broke, or what came was no HTTP.
    case network
    /// The server answered 2xx, but `"success": false` or `"ok": false`.
    case rejected
    /// The run stopped before the call was sent.
    case notSent = "not_sent"
  }

  /// Why a call was not delivered. A reference, for results are handed on several times, and nearly all
  /// of them have none.
  public final class Failure: Sendable {
    /// The kind.
    public let kind: FailureKind
    /// More about it, in the words of libcurl; not for `httpStatus`, `rejected` and `notSent`.
    public let detail: String
    /// Whether another attempt might help.
    public let isRetryable: Bool

    /// Makes a failure.
    public init(_ kind: FailureKind, detail: String = "", isRetryable: Bool) {
      self.kind = kind
      self.detail = detail
      self.isRetryable = isRetryable
    }
  }

  /// Why the call was not delivered; nil if it was.
  public let failure: Failure?
  /// The status of the last answer; nil if none came.
  public let status: Int?
  /// Whether the body of that answer is JSON.
  public let isJSON: Bool
  /// Attempts: requests begun on a connection.
  public let attempts: Int
  /// How often the call was tried, also where no connection came about.
  public let tries: Int
  /// Milliseconds from the start of the first attempt to the end of the last.
  public let milliseconds: Double
  /// How many events the batch had that the call was part of; nil if it was in none.
  public let batchSize: Int?

  /// Makes a result from its facts.
  public init(
    failure: Failure?, status: Int?, isJSON: Bool, attempts: Int, tries: Int, milliseconds: Double,
    batchSize: Int? = nil
  ) {
    self.failure = failure
    self.status = status
    self.isJSON = isJSON
    self.attempts = attempts
    self.tries = tries
    self.milliseconds = milliseconds
    self.batchSize = batchSize
  }

  /// What went wrong, as a sentence without a full stop; nil if nothing did.
  ///
  /// - Parameter server: who answers calls, as the subject of a sentence.
  func message(server: String) -> String? {
    guard let failure else { return nil }
    let times = attempts > 1 ? " after \(attempts) attempts" : ""
    switch failure.kind {
    case .httpStatus: return "\(server) answered \(status ?? 0)\(times)"
    case .rejected: return "\(server) answered \(status ?? 0) with success false\(times)"
    case .notSent: return "the run stopped before this call was sent"
    case .timeout, .connect, .tls, .network:
      if attempts > 1 { return "\(failure.detail) (after \(attempts) attempts)" }
      return failure.detail + (tries > 1 ? " (after \(tries) tries)" : "")
    }
  }
}
