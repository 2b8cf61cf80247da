import Digests
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
  ///   - names: what makes UUIDs of names; nil where none is known yet, for functions that are pure.
  /// - Returns: a JSON value; nil if it is to count as nothing.
  func apply(
    to value: [UInt8], _ names: inout CallNames?
  ) throws(NotApplicable) -> [UInt8]? {
    switch self {
    case .lower: JSONString.quoted(try text(of: value).lowercased())
    case .upper: JSONString.quoted(try text(of: value).uppercased())
    case .trim: JSONString.quoted(Self.trimmed(try text(of: value)))
    case .tostring:
      Self.isText(value) ? value : JSONString.quoted(JSONValidator.compacted(value.span).span)
    case .tonumber: try number(in: value)
    case .fromjson: try json(in: value)
    case .nonempty: value == Array("\"\"".utf8) ? nil : value
    case .sha256: Self.digest(try scalarText(of: value))
    case .uuid: try uuid(of: value, &names)
    }
  }

  // MARK: What is taken

  private static func isText(_ value: [UInt8]) -> Bool { value.first == UInt8(ascii: "\"") }

  /// The text that a string stands for; anything else is refused.
  private func text(of value: [UInt8]) throws(NotApplicable) -> String {
    String(decoding: try textBytes(of: value, taking: "text"), as: UTF8.self)
  }

  private func textBytes(
    of value: [UInt8], taking expected: String
  ) throws(NotApplicable) -> [UInt8] {
    guard Self.isText(value) else {
      let kind = JSONKind(firstByte: value.first ?? 0)
      throw NotApplicable(reason: "\(expected), found \(kind.phrase)")
    }
    return JSONString.text(of: value)
  }

  /// The text that a string stands for, or that of a number or boolean.
  private func scalarText(of value: [UInt8]) throws(NotApplicable) -> [UInt8] {
    switch JSONKind(firstByte: value.first ?? 0) {
    case .number, .boolean: value
    default: try textBytes(of: value, taking: "text, a number or a boolean")
    }
  }

  // MARK: What is given

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  private func number(in value: [UInt8]) throws(NotApplicable) -> [UInt8] {
    if JSONKind(firstByte: value.first ?? 0) == .number { return value }
    let text = try textBytes(of: value, taking: "a number or text that holds one")
    let digits = text.drop(while: \.isJSONWhitespace)
    guard let first = digits.first, first.isDigit || first == UInt8(ascii: "-"),
      let range = JSONValidator.value(at: digits.startIndex, in: text.span),
      text[range.upperBound...].allSatisfy(\.isJSONWhitespace)
    else {
      throw NotApplicable(reason: "text that holds a JSON number, found \(Self.shown(value))")
    }
    return Array(text[range])
  }

  private func json(in value: [UInt8]) throws(NotApplicable) -> [UInt8]? {
    let text = try textBytes(of: value, taking: "text that holds JSON")
    guard JSONValidator.firstError(in: text.span) == nil else {
      throw NotApplicable(reason: "text that holds JSON, found \(Self.shown(value))")
    }
    let json = JSONValidator.compacted(text.span)
    return json == Array("null".utf8) ? nil : json
  }

  private static func digest(_ text: [UInt8]) -> [UInt8] {
    var digest = Digest(.sha256)
    let digits = Hexadecimal.text(of: digest.digest(of: text.span))
    return [UInt8(ascii: "\"")] + digits + [UInt8(ascii: "\"")]
  }

  private func uuid(
    of value: [UInt8], _ names: inout CallNames?
  ) throws(NotApplicable) -> [UInt8] {
    let text = try scalarText(of: value)
    let uuid = names?.uuid(of: text.span)
    guard let uuid else { preconditionFailure("a plan with the function uuid has names of calls") }
    return [UInt8(ascii: "\"")] + uuid + [UInt8(ascii: "\"")]
  }

  /// The beginning of a value, as a message shows it.
  private static func shown(_ value: [UInt8]) -> String {
    let text = String(decoding: value, as: UTF8.self)
    return text.count > 40 ? "\(text.prefix(40))..." : text
  }
}
