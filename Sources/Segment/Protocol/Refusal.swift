import JSON

/// Why no call is made of a line: the facts of a result that no server had a part in.
public enum Refusal: Equatable, Sendable {
  /// What is wrong with the call; one problem at least.
  case call([Problem])
  /// A line that is not JSON, where it stops being so.
  case notJSON(JSONError.Reason, line: Int, column: Int, LineHint?)
  /// A line that is JSON, but no object.
  case notAnObject(JSONKind, line: Int)
  /// A line of more bytes than the limit.
  case lineTooLong(line: Int, bytes: Int, limit: Int)

  /// The kinds of refusal. The raw value is the error type in the result.
  public enum Kind: String, Sendable, CaseIterable {
    /// Segment would drop the call.
    case invalidCall = "invalid_call"
    /// A lookup finds nothing, in a strict run.
    case missingField = "missing_field"
    /// The line is not JSON.
    case invalidJSON = "invalid_json"
    /// The line is JSON, but no object.
    case notAnObject = "not_an_object"
    /// The line is longer than the limit.
    case lineTooLong = "line_too_long"

    /// Whether it is the line that is at fault, not what it says.
    public var concernsLine: Bool {
      switch self {
      case .invalidJSON, .notAnObject, .lineTooLong: true
      case .invalidCall, .missingField: false
      }
    }
  }

  /// The kind.
  public var kind: Kind {
    switch self {
    case .call(let problems):
      problems.contains { $0.code == .missingField } ? .missingField : .invalidCall
    case .notJSON: .invalidJSON
    case .notAnObject: .notAnObject
    case .lineTooLong: .lineTooLong
    }
  }

  /// What is wrong, as a sentence without a full stop, with the number of a line that is at fault.
  public var message: String {
    switch self {
    case .call: detail
    case .notJSON(_, let line, _, _): "line \(line), \(detail)"
    case .notAnObject(_, let line): "line \(line): \(detail)"
    case .lineTooLong(let line, _, _): "line \(line) \(detail)"
    }
  }

  /// The same without the number.
  public var detail: String {
    switch self {
    case .call(let problems): problems.map(\.message).joined(separator: "; ")
    case .notJSON(let reason, _, let column, let hint):
      "column \(column): \(reason)" + (hint.map { "; \($0.text)" } ?? "")
    case .notAnObject(let kind, _):
      "expected a JSON object, found \(kind.phrase)"
        + (kind == .array ? "; \(LineHint.array.text)" : "")
    case .lineTooLong(_, let bytes, let limit):
      "has \(bytes) bytes, more than the \(limit) that a line may have"
    }
  }
}
