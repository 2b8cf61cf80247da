import JSON

/// Why no call is made of a line: the facts of a result that no server had a part in.
public enum Refusal: Equatable, Sendable {
  /// What is wrong with the call; one problem at least.
  case call([Problem])
  /// A line that is not JSON, where it stops being so.
  case notJSON(JSONError.Reason, line: Int, column: Int)
  /// A line that is JSON, but no object.
  case notAnObject(JSONKind, line: Int)

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

    /// Whether it is the line that is at fault, not what it says.
    public var concernsLine: Bool { self == .invalidJSON || self == .notAnObject }
  }

  /// The kind.
  public var kind: Kind {
    switch self {
    case .call(let problems):
      problems.contains { $0.code == .missingField } ? .missingField : .invalidCall
    case .notJSON: .invalidJSON
    case .notAnObject: .notAnObject
    }
  }

  /// What is wrong, as a sentence without a full stop.
  public var message: String {
    switch self {
    case .call(let problems): problems.map(\.message).joined(separator: "; ")
    case .notJSON(let reason, let line, let column): "line \(line), column \(column): \(reason)"
    case .notAnObject(let kind, let line):
      "line \(line): expected a JSON object, found \(kind.phrase)"
    }
  }
}
