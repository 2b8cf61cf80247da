import JSON

/// The result of an input line that is no JSON object.
enum LineFailure {
  /// Appends the result, as JSON, with the line itself.
  static func append(
    _ refusal: Refusal, _ message: String, _ number: Int, _ line: Span<UInt8>,
    to output: inout [UInt8]
  ) {
    output.append("{\"success\":false,\"error\":{\"type\":\"")
    output.append(contentsOf: refusal.rawValue.utf8)
    output.append("\",\"message\":")
    JSONString.quote(message, into: &output)
    output.append(",\"line\":")
    output.append(decimal: number)
    output.append(",\"raw\":")
    JSONString.quote(line, into: &output)
    if !UTF8Sequence.isValid(line) {
      output.append(",\"raw_base64\":\"")
      Base64.append(line, to: &output)
      output.append(UInt8(ascii: "\""))
    }
    output.append("},\"attempts\":0}")
  }
}
