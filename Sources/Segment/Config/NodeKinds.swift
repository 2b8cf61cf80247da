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
