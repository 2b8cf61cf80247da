import JSON

/// The result of an event of which no call was made because of what it says.
enum CallFailure {
  /// Appends the result, as JSON, with all problems.
  static func append(_ refusal: Refusal, _ problems: [Problem], to output: inout [UInt8]) {
    output.append("{\"success\":false,\"error\":{\"type\":\"")
    output.append(contentsOf: refusal.rawValue.utf8)
    output.append("\",\"message\":")
    JSONString.quote(problems.map(\.message).joined(separator: "; "), into: &output)
    output.append(",\"problems\":[")
    for (index, problem) in problems.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(problem, to: &output)
    }
    output.append("]},\"attempts\":0}")
  }

  private static func append(_ problem: Problem, to output: inout [UInt8]) {
    output.append("{\"code\":\"")
    output.append(contentsOf: problem.code.rawValue.utf8)
    output.append("\",\"field\":")
    JSONString.quote(problem.field, into: &output)
    output.append(",\"message\":")
    JSONString.quote(problem.message, into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
