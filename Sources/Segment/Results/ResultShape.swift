import JSON

/// The shape of a result: its members, their order, and where another run finds them. Nobody else
/// knows it.
///
///     {"success":true,"status":…,"body":…,"message_id":…,"attempts":…,"duration_ms":…}
///     {"success":false,"error":{"type":…,"message":…,"retryable":…},"status":…,"body":…,
///      "message_id":…,"timestamp":…,"attempts":…,"duration_ms":…}
///     {"success":false,"error":{"type":…,"message":…,"problems":[…]},"attempts":0}
///     {"success":false,"error":{"type":…,"message":…,"line":…,"raw":…},"attempts":0}
///     {"success":false,"error":{"type":…,"message":…,"line":…,"length":…,"raw":…},"attempts":0}
///
///     {"dry_run":true,"request":{"method":…,"url":…,"headers":…,"body":…}}
///
/// In a batch `"batch":{"size":…}` follows `attempts`. What a server did not answer is left out, and so is
/// a timestamp that is not the time of reading; `raw_base64` follows a `raw` that could not hold the line.
public struct ResultShape: Sendable {
  /// Where a result tells whether it was a success, below the member that holds it.
  static let success: [PathStep] = [member("success")]
  /// Where it has the text of a line that was no JSON object.
  static let raw: [PathStep] = [member("error"), member("raw")]
  /// Where it has the length of a line of which it holds only the beginning.
  static let length: [PathStep] = [member("error"), member("length")]
  /// Where it has the message id.
  static let messageID: [PathStep] = [member("message_id")]

  /// Where it has the line itself, if that is not UTF-8.
  static let rawBase64: [PathStep] = [member("error"), member("raw_base64")]
  /// Where a failure has the time at which its event was read first, if that was the timestamp.
  static let readTime: [PathStep] = [member("timestamp")]
  /// Where the result of a dry run says that it is one.
  static let dryRun: [PathStep] = [member("dry_run")]

  private static func member(_ name: StaticString) -> PathStep {
    .member(name.withUTF8Buffer { Array($0) })
  }

  /// Who answers calls, in messages.
  private let server: String
  private let hints: [Int: String]

  /// - Parameters:
  ///   - server: who answers calls, as the subject of a sentence.
  ///   - hints: what else is said where an answer has one of these statuses.
  public init(server: String, hints: [Int: String] = [:]) {
    self.server = server
    self.hints = hints
  }

  /// Appends the result of a call, as JSON.
  ///
  /// - Parameters:
  ///   - body: the body of the call.
  ///   - response: the body of the last answer, as far as it was read.
  public func append(
    _ result: CallResult, of call: Call, _ body: borrowing ByteBuffer, response: Span<UInt8>,
    to output: inout ByteBuffer
  ) {
    if let failure = result.failure {
      Self.beginFailure(failure.kind.rawValue, message(of: result) ?? "", to: &output)
      output.append(",\"retryable\":")
      output.append(failure.isRetryable ? "true}" : "false}")
    } else {
      output.append("{\"success\":true")
    }
    if let status = result.status {
      output.append(",\"status\":")
      output.append(decimal: status)
      output.append(",\"body\":")
      Self.appendBody(response, isJSON: result.isJSON, to: &output)
    }
    output.append(",\"message_id\":\"")
    output.append(body.span, call.messageID)
    // For another run to keep it.
    if result.failure != nil, let readTime = call.readTime {
      output.append("\",\"timestamp\":\"")
      output.append(body.span, readTime)
    }
    output.append("\",\"attempts\":")
    output.append(decimal: result.attempts)
    if let batchSize = result.batchSize {
      output.append(",\"batch\":{\"size\":")
      output.append(decimal: batchSize)
      output.append(UInt8(ascii: "}"))
    }
    if result.tries > 0 {
      output.append(",\"duration_ms\":")
      Self.append(tenths: result.milliseconds, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  /// Appends the result of a line of which no call was made, as JSON.
  public func append(_ refusal: Refusal, line: Span<UInt8>, to output: inout ByteBuffer) {
    Self.beginFailure(refusal.kind.rawValue, refusal.message, to: &output)
    switch refusal {
    case .call(let problems): Self.append(problems, to: &output)
    case .notJSON(_, let number, _, _), .notAnObject(_, let number):
      Self.append(line, number: number, bytes: nil, to: &output)
    case .lineTooLong(let number, let bytes, _):
      Self.append(line, number: number, bytes: bytes, to: &output)
    }
    output.append("},\"attempts\":0}")
  }

  /// What went wrong with a call, as a sentence without a full stop; nil if nothing did.
  public func message(of result: CallResult) -> String? {
    let message = result.message(server: server)
    guard let hint = result.status.flatMap({ hints[$0] }) else { return message }
    return message.map { "\($0): \(hint)" }
  }

  private static func beginFailure(
    _ type: String, _ message: String, to output: inout ByteBuffer
  ) {
    output.append("{\"success\":false,\"error\":{\"type\":\"")
    output.append(contentsOf: type.utf8)
    output.append("\",\"message\":")
    JSONString.quote(message, into: &output)
  }

  private static func appendBody(
    _ response: Span<UInt8>, isJSON: Bool, to output: inout ByteBuffer
  ) {
    // Inside the event and the result; another run may read what this one writes.
    if isJSON, JSONValidator.canStand(response, inside: 2) {
      // Compact, for a line feed between its tokens would end the output line.
      JSONValidator.compact(response, into: &output)
    } else {
      JSONString.quote(response, into: &output)
    }
  }

  /// Appends a number that is not negative with one decimal.
  private static func append(tenths number: Double, to output: inout ByteBuffer) {
    let tenths = max(0, Int(exactly: (number * 10).rounded()) ?? 0)
    output.append(decimal: tenths / 10)
    output.append(UInt8(ascii: "."))
    output.append(decimal: tenths % 10)
  }

  private static func append(_ problems: [Problem], to output: inout ByteBuffer) {
    output.append(",\"problems\":[")
    for (index, problem) in problems.enumerated() {
      output.append(index > 0 ? ",{\"code\":\"" : "{\"code\":\"")
      output.append(contentsOf: problem.code.rawValue.utf8)
      output.append("\",\"field\":")
      JSONString.quote(problem.field, into: &output)
      output.append(",\"message\":")
      JSONString.quote(problem.message, into: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "]"))
  }

  /// - Parameter bytes: how many bytes the line has, if this is only its beginning.
  private static func append(
    _ line: Span<UInt8>, number: Int, bytes: Int?, to output: inout ByteBuffer
  ) {
    output.append(",\"line\":")
    output.append(decimal: number)
    if let bytes {
      output.append(",\"length\":")
      output.append(decimal: bytes)
    }
    output.append(",\"raw\":")
    JSONString.quote(line, into: &output)
    guard !UTF8Sequence.isValid(line) else { return }
    output.append(",\"raw_base64\":\"")
    Base64.append(line, to: &output)
    output.append(UInt8(ascii: "\""))
  }
}
