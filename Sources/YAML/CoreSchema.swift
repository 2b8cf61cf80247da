/// What scalars mean by the YAML 1.2 core schema (YAML 1.2.2, section 10.3).
enum CoreSchema {
  /// The most digits a hexadecimal or octal integer may have: rewriting one in decimal takes time
  /// that grows with the square of its length.
  static let radixDigitLimit = 1024

  private static let prefix = "tag:yaml.org,2002:"

  /// The value of a scalar with `tag`, or by its text alone if plain and without one.
  static func value(
    of text: String, isPlain: Bool, tag: String?, at mark: Mark
  ) throws(YAMLError) -> Scalar.Value {
    guard let tag else { return isPlain ? try plainValue(of: text, at: mark) : .string }
    if tag == "!" || tag == prefix + "str" { return .string }
    let value = try plainValue(of: text, at: mark)
    switch (tag.hasPrefix(prefix) ? String(tag.dropFirst(prefix.count)) : "", value) {
    case ("null", .null), ("bool", .bool), ("int", .integer), ("float", .float),
      ("float", .nonFinite):
      return value
    case ("float", .integer(let json)):
      return .float(json: json)
    case ("null", _), ("bool", _), ("int", _), ("float", _), ("seq", _), ("map", _):
      throw YAMLError(.tagMismatch(tag: shorthand(tag)), at: mark)
    default:
      throw YAMLError(.unsupportedTag(shorthand(tag)), at: mark)
    }
  }

  /// Refuses any tag of a collection but `!` and `!!seq` or `!!map`, whichever is the `expected`.
  static func checkCollection(
    tag: String?, expected: String, at mark: Mark
  ) throws(YAMLError) {
    guard let tag, tag != "!", tag != prefix + expected else { return }
    let known = ["null", "bool", "int", "float", "str", "seq", "map"]
    let mismatch = known.contains { tag == prefix + $0 }
    let name = shorthand(tag)
    throw YAMLError(mismatch ? .tagMismatch(tag: name) : .unsupportedTag(name), at: mark)
  }

  /// The value of a plain scalar without a tag.
  private static func plainValue(of text: String, at mark: Mark) throws(YAMLError) -> Scalar.Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case ".nan", ".NaN", ".NAN": return .nonFinite
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
      return .nonFinite
    default:
      if let integer = RadixInteger(text) {
        guard integer.digits.count <= radixDigitLimit else {
          throw YAMLError(.numberTooLong(limit: radixDigitLimit), at: mark)
        }
        return .integer(json: integer.decimal)
      }
      guard let number = DecimalSpelling(text) else { return .string }
      return number.isInteger ? .integer(json: number.json) : .float(json: number.json)
    }
  }

  /// A core tag as it is commonly written, `!!int`; any other as it is.
  private static func shorthand(_ tag: String) -> String {
    tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }
}
