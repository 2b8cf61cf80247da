/// A single value of a YAML document.
public struct Scalar: Equatable, Sendable {
  /// What a scalar means by the YAML 1.2 core schema (YAML 1.2.2, section 10.3).
  public enum Value: Equatable, Sendable {
    /// `null`, `Null`, `NULL`, `~` or nothing.
    case null
    /// `true`, `True`, `TRUE`, `false`, `False` or `FALSE`.
    case bool(Bool)
    /// An integer as a JSON number. A spelling that JSON allows is kept byte for byte; any other
    /// (`+1`, `007`, `0x1F`, `0o17`) is rewritten without loss.
    case integer(json: String)
    /// A number with a fraction or exponent as a JSON number, its spelling kept as above.
    case float(json: String)
    /// An infinity or not-a-number, which JSON cannot express.
    case nonFinite
    /// Text: every quoted or block scalar, and every plain one that is nothing else.
    case string
  }

  /// The text after unescaping and folding; for a plain scalar on one line, as it was written.
  public let text: String
  /// What the text means.
  public let value: Value

  /// Makes a scalar.
  public init(text: String, value: Value) {
    self.text = text
    self.value = value
  }
}
