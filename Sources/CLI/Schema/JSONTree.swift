import JSON

/// A JSON value to be written, its members in the order given.
enum JSONTree: Sendable {
  case object([Member])
  case array([JSONTree])
  case string(String)
  /// A number, boolean or null as JSON spells it.
  case literal(String)

  struct Member: Sendable {
    let name: String
    let value: JSONTree
  }

  /// The value as text, a member or element a line, indented by two spaces a level as by jq; no
  /// line end after it.
  var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes, indentation: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(to bytes: inout [UInt8], indentation: Int) {
    switch self {
    case .object(let members):
      Self.append(members, "{", "}", to: &bytes, indentation: indentation) { member, bytes, inner in
        bytes += JSONString.quoted(member.name)
        bytes += Array(": ".utf8)
        member.value.append(to: &bytes, indentation: inner)
      }
    case .array(let elements):
      Self.append(elements, "[", "]", to: &bytes, indentation: indentation) {
        $0.append(to: &$1, indentation: $2)
      }
    case .string(let text): bytes += JSONString.quoted(text)
    case .literal(let text): bytes += Array(text.utf8)
    }
  }

  private static func append<Item>(
    _ items: [Item], _ open: String, _ close: String, to bytes: inout [UInt8], indentation: Int,
    each: (Item, inout [UInt8], Int) -> Void
  ) {
    let inner = indentation + 2
    bytes += Array(open.utf8)
    for (index, item) in items.enumerated() {
      bytes += Array((index == 0 ? "\n" : ",\n").utf8) + Array(repeating: 0x20, count: inner)
      each(item, &bytes, inner)
    }
    if !items.isEmpty { bytes += Array("\n".utf8) + Array(repeating: 0x20, count: indentation) }
    bytes += Array(close.utf8)
  }
}

extension JSONTree: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self = .string(text) }
}

extension JSONTree: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .literal(value ? "true" : "false") }
}

extension JSONTree: ExpressibleByIntegerLiteral {
  init(integerLiteral number: Int) { self = .literal(String(number)) }
}

extension JSONTree: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
}

extension JSONTree: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral members: (String, JSONTree)...) {
    self = .object(members.map { Member(name: $0, value: $1) })
  }
}
