/// The first thing in a text that RFC 8259 does not allow, and where it stands.
public struct JSONError: Error, Equatable, Sendable {
  /// What was found wrong. A fact without wording, but for `description`.
  public enum Reason: Equatable, Sendable {
    /// The text ends inside the string that opens here.
    case unterminatedString
    /// No value stands where one must.
    case expectedValue
    /// No member name stands where one must.
    case expectedKey
    /// A member name is not followed by `:`.
    case expectedColon
    /// A member is followed by neither `,` nor `}`.
    case expectedCommaOrBrace
    /// An element is followed by neither `,` nor `]`.
    case expectedCommaOrBracket
    /// More text follows the value.
    case expectedEnd
    /// A number breaks the grammar, as `01`, `1.` and `-` do.
    case badNumber
    /// A backslash is followed by something other than `"\/bfnrt` or `u` and four hex digits.
    case badEscape
    /// A byte below 0x20 stands unescaped in a string.
    case controlCharacter
    /// The bytes in a string are not UTF-8 (RFC 3629: shortest form, no surrogates).
    case notUTF8
    /// Objects and arrays are nested deeper than `JSONLimits.depth`.
    case tooDeep
  }

  /// What is wrong.
  public let reason: Reason
  /// The offset, in bytes from 0, of the byte at which the text goes wrong.
  public let offset: Int

  /// Makes an error from its two facts.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError.Reason: CustomStringConvertible {
  /// What was expected, as the end of a sentence such as "line 3, column 7: …".
  public var description: String {
    switch self {
    case .unterminatedString: "the string that opens here has no closing quote"
    case .expectedValue: "expected a value"
    case .expectedKey: "expected a member name in double quotes"
    case .expectedColon: "expected ':' after the member name"
    case .expectedCommaOrBrace: "expected ',' or '}'"
    case .expectedCommaOrBracket: "expected ',' or ']'"
    case .expectedEnd: "expected the end of the line after the value"
    case .badNumber: "not a JSON number"
    case .badEscape: "not a JSON escape sequence"
    case .controlCharacter: "a control character must be escaped in a string"
    case .notUTF8: "not valid UTF-8"
    case .tooDeep: "nested deeper than \(JSONLimits.depth) levels"
    }
  }
}

/// Limits of the scanner.
public enum JSONLimits {
  /// Objects and arrays that may stand inside one another, the outermost counted.
  public static let depth = 512
}
