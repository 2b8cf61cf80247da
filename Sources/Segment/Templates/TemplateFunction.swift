import JSON

/// A function that a looked-up value is passed through: `${user.email | trim | lower}`.
///
/// Each takes a JSON value other than null, and gives one. What finds nothing passes by all of them.
public enum TemplateFunction: String, CaseIterable, Sendable {
  /// Text in lower case, by Unicode's default mapping.
  case lower
  /// Text in upper case, likewise.
  case upper
  /// Text without white space (Unicode's property White_Space) at either end.
  case trim
  /// Text as it is, all else as its compact JSON.
  case tostring
  /// A number as it is, text that holds one as that number.
  case tonumber
  /// The JSON value that text holds.
  case fromjson
  /// Nothing, if it is empty text; all else as it is.
  case nonempty
  /// The SHA-256 of text, a number or a boolean, in hexadecimal digits.
  case sha256
  /// A UUID made of the operation and text, a number or a boolean: see `CallNames`.
  case uuid

  /// Why a function cannot be applied to a value.
  struct NotApplicable: Error {
    /// The end of a sentence that began with the function and "takes": `text, found a number`.
    let reason: String
  }

  /// Whether its value is the same for every event if what it is applied to is.
  var isPure: Bool { self != .uuid }

  /// Applies it.
  ///
  /// - Parameters:
  ///   - value: a JSON value, not null.
  ///   - digests: what digests and UUIDs are made with.
  ///   - output: receives a JSON value.
  /// - Returns: whether there is one; if not, the value is to count as nothing.
  func apply(
    to value: Span<UInt8>, _ digests: inout FunctionDigests, into output: inout ByteBuffer
  ) throws(NotApplicable) -> Bool {
    switch self {
    case .lower:
      try appendCased(value, to: &output, otherCaseFrom: UInt8(ascii: "A")) { $0.lowercased() }
    case .upper:
      try appendCased(value, to: &output, otherCaseFrom: UInt8(ascii: "a")) { $0.uppercased() }
    case .trim: try appendTrimmed(value, to: &output)
    case .tostring: Self.appendAsText(value, to: &output)
    case .tonumber: try appendNumber(in: value, to: &output)
    case .fromjson: return try appendJSON(in: value, to: &output)
    case .nonempty:
      if Self.isText(value), value.count == 2 { return false }
      output.append(value)
    case .sha256:
      let words = digests.sha256(of: try scalarText(of: value))
      output.append(UInt8(ascii: "\""))
      for index in words.indices { output.append(hexadecimal: words[index]) }
      output.append(UInt8(ascii: "\""))
    case .uuid:
      let uuid = digests.uuid(of: try scalarText(of: value))
      output.append(UInt8(ascii: "\""))
      UUIDText.append(uuid, to: &output)
      output.append(UInt8(ascii: "\""))
    }
    return true
  }

  // MARK: What is taken

  private static func isText(_ value: Span<UInt8>) -> Bool { value[0] == UInt8(ascii: "\"") }

  /// The text that a string stands for; anything else is refused.
  private func text(
    of value: Span<UInt8>, taking expected: String = "text"
  ) throws(NotApplicable) -> ByteBuffer {
    guard Self.isText(value) else {
      throw NotApplicable(
        reason: "\(expected), found \(JSONKind(firstByte: value[0]).phrase)")
    }
    var text = ByteBuffer()
    JSONString.unescape(value.extracting(1..<value.count - 1), into: &text)
    return text
  }

  /// The text that a string stands for, or that of a number or boolean.
  private func scalarText(of value: Span<UInt8>) throws(NotApplicable) -> ByteBuffer {
    switch JSONKind(firstByte: value[0]) {
    case .number, .boolean:
      var text = ByteBuffer()
      text.append(value)
      return text
    default: return try text(of: value, taking: "text, a number or a boolean")
    }
  }

  /// Where in a value its text stands, if that is ASCII with nothing escaped.
  private static func plainText(in value: Span<UInt8>) -> Range<Int>? {
    guard isText(value) else { return nil }
    let inside = 1..<value.count - 1
    return JSONString.isPlain(value.extracting(inside)) ? inside : nil
  }

  // MARK: What is given

  /// Appends text whose letters from `first` on, 26 of them in ASCII, are in the other case.
  private func appendCased(
    _ value: Span<UInt8>, to output: inout ByteBuffer, otherCaseFrom first: UInt8,
    _ convert: (String) -> String
  ) throws(NotApplicable) {
    guard let text = Self.plainText(in: value) else {
      return JSONString.quote(convert(String(try text(of: value))), into: &output)
    }
    output.reserve(value.count)
    output.append(UInt8(ascii: "\""))
    for index in text {
      let byte = value[index]
      output.append(byte &- first < 26 ? byte ^ 0x20 : byte)
    }
    output.append(UInt8(ascii: "\""))
  }

  private func appendTrimmed(
    _ value: Span<UInt8>, to output: inout ByteBuffer
  ) throws(NotApplicable) {
    guard var text = Self.plainText(in: value) else {
      return JSONString.quote(Self.trimmed(String(try text(of: value))), into: &output)
    }
    // The one white space of ASCII that need not be escaped.
    while let first = text.first, value[first] == UInt8(ascii: " ") { text.removeFirst() }
    while let last = text.last, value[last] == UInt8(ascii: " ") { text.removeLast() }
    output.append(UInt8(ascii: "\""))
    output.append(value, text)
    output.append(UInt8(ascii: "\""))
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func appendAsText(_ value: Span<UInt8>, to output: inout ByteBuffer) {
    if isText(value) { return output.append(value) }
    var json = ByteBuffer()
    JSONValidator.compact(value, into: &json)
    JSONString.quote(json.span, into: &output)
  }

  private func appendNumber(
    in value: Span<UInt8>, to output: inout ByteBuffer
  ) throws(NotApplicable) {
    if JSONKind(firstByte: value[0]) == .number { return output.append(value) }
    let text = Array(try text(of: value, taking: "a number or text that holds one"))
    let digits = text.drop(while: \.isJSONWhitespace)
    guard let first = digits.first, first.isDigit || first == UInt8(ascii: "-"),
      let range = JSONValidator.value(at: digits.startIndex, in: text.span),
      text[range.upperBound...].allSatisfy(\.isJSONWhitespace)
    else {
      throw NotApplicable(reason: "text that holds a JSON number, found \(Self.shown(value))")
    }
    output.append(contentsOf: text[range])
  }

  /// - Returns: false if the text holds null.
  private func appendJSON(
    in value: Span<UInt8>, to output: inout ByteBuffer
  ) throws(NotApplicable) -> Bool {
    let text = try text(of: value, taking: "text that holds JSON")
    guard JSONValidator.firstError(in: text.span) == nil else {
      throw NotApplicable(reason: "text that holds JSON, found \(Self.shown(value))")
    }
    JSONValidator.compact(text.span, into: &output)
    return JSONKind(firstByte: output[0]) != .null
  }

  /// The beginning of a value, as a message shows it.
  private static func shown(_ value: Span<UInt8>) -> String {
    let text = String(decoding: Array(value), as: UTF8.self)
    return text.count > 40 ? "\(text.prefix(40))..." : text
  }
}
