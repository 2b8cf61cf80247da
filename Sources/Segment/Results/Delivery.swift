import JSON

/// How the delivery of a call ended: the facts of a result.
public struct Delivery: Sendable {
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

  /// Why a call was not delivered.
  public struct Failure: Sendable {
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

  /// Makes a delivery from its facts.
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

  /// Appends the result, as JSON.
  ///
  /// - Parameters:
  ///   - response: the body of the last answer, as far as it was read.
  ///   - messageID: the message id, as the inside of a JSON string.
  ///   - readTime: the time of reading, if that was the timestamp. A failure holds it, for another run
  ///     to keep it.
  public func append(
    response: Span<UInt8>, messageID: ArraySlice<UInt8>, readTime: ArraySlice<UInt8>? = nil,
    to output: inout [UInt8]
  ) {
    if let failure {
      output.append("{\"success\":false,\"error\":{\"type\":\"")
      output.append(contentsOf: failure.kind.rawValue.utf8)
      output.append("\",\"message\":")
      JSONString.quote(message ?? "", into: &output)
      output.append(",\"retryable\":")
      output.append(failure.isRetryable ? "true}" : "false}")
    } else {
      output.append("{\"success\":true")
    }
    if let status {
      output.append(",\"status\":")
      output.append(decimal: status)
      output.append(",\"body\":")
      appendBody(response, to: &output)
    }
    output.append(",\"message_id\":\"")
    output.append(contentsOf: messageID)
    if failure != nil, let readTime {
      output.append("\",\"timestamp\":\"")
      output.append(contentsOf: readTime)
    }
    output.append("\",\"attempts\":")
    output.append(decimal: attempts)
    if let batchSize {
      output.append(",\"batch\":{\"size\":")
      output.append(decimal: batchSize)
      output.append(UInt8(ascii: "}"))
    }
    if tries > 0 {
      output.append(",\"duration_ms\":")
      Self.append(tenths: milliseconds, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private func appendBody(_ response: Span<UInt8>, to output: inout [UInt8]) {
    if isJSON {
      // Compact, for a line feed between its tokens would end the output line.
      JSONValidator.compact(response, into: &output)
    } else {
      JSONString.quote(response, into: &output)
    }
  }

  /// What went wrong, as a sentence without a full stop; nil if nothing did.
  public var message: String? {
    guard let failure else { return nil }
    let times = attempts > 1 ? " after \(attempts) attempts" : ""
    switch failure.kind {
    case .httpStatus: return "Segment answered \(status ?? 0)\(times)"
    case .rejected: return "Segment answered \(status ?? 0) with success false\(times)"
    case .notSent: return "the run stopped before this call was sent"
    case .timeout, .connect, .tls, .network:
      if attempts > 1 { return "\(failure.detail) (after \(attempts) attempts)" }
      return failure.detail + (tries > 1 ? " (after \(tries) tries)" : "")
    }
  }

  /// Appends a number that is not negative with one decimal.
  private static func append(tenths number: Double, to output: inout [UInt8]) {
    let tenths = max(0, Int(exactly: (number * 10).rounded()) ?? 0)
    output.append(decimal: tenths / 10)
    output.append(UInt8(ascii: "."))
    output.append(decimal: tenths % 10)
  }
}
