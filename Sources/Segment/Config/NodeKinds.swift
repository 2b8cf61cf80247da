import YAML

extension Node {
  /// What a person would call the node: `mapping`, `list`, `text`, `number`, `boolean`, `nothing`.
  var kindName: String {
    switch content {
    case .mapping: "mapping"
    case .sequence: "list"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: "nothing"
      case .bool: "boolean"
      case .integer, .float, .nonFinite: "number"
      case .string: "text"
      }
    }
  }

  /// What stands where something other than text is expected: its kind, and short text itself.
  var found: String {
    guard kindName == "text", let text = scalarText, text.count <= 40 else { return kindName }
    return "text '\(text)'"
  }

  /// The number that text was probably meant to be: one in quotes, or one of seconds.
  var numberMeant: String? {
    guard kindName == "text", let text = scalarText else { return nil }
    let number = text.last == "s" ? text.dropLast() : text[...]
    return number.wholeMatch(of: /[0-9]+(\.[0-9]+)?/).map { _ in String(number) }
  }

  /// The boolean that a word of YAML 1.1, a number or quoted text was probably meant to be.
  var booleanMeant: String? {
    switch scalarText?.lowercased() {
    case "yes", "y", "on", "true", "1": "true"
    case "no", "n", "off", "false", "0": "false"
    default: nil
    }
  }

  /// A number as JSON spells it.
  var numberText: String? {
    guard case .scalar(let scalar) = content else { return nil }
    switch scalar.value {
    case .integer(let json), .float(let json): return json
    default: return nil
    }
  }
}

extension Scalar {
  /// The value as JSON, a number in its own spelling; nil for infinities and for text, which is a
  /// template first.
  var json: [UInt8]? {
    switch value {
    case .null: Array("null".utf8)
    case .bool(let bool): Array((bool ? "true" : "false").utf8)
    case .integer(let json), .float(let json): Array(json.utf8)
    case .nonFinite, .string: nil
    }
  }
}
