/// A path into an event as other tools write it: names behind dots or in brackets, with or without
/// quotes, and places in brackets.
struct ForeignPath {
  /// The path as a lookup has it here.
  private(set) var text = ""
  private var rest: Substring

  /// - Returns: nil if a text is no such path. A digit begins none, as it does sums (`$5`, `.5`).
  init?(_ path: Substring) {
    rest = path
    if rest.first == "." { rest.removeFirst() }
    repeat {
      guard appendStep() else { return nil }
    } while !rest.isEmpty
  }

  private mutating func appendStep() -> Bool {
    if rest.first == "[" { return appendBracket() }
    if !text.isEmpty {
      guard rest.first == "." else { return false }
      rest.removeFirst()
      // As jq has it: `.items.[0]`.
      if rest.first == "[" { return appendBracket() }
    }
    let name = rest.prefix { Self.belongsInName($0) }
    guard let first = name.first, !text.isEmpty || !first.isNumber, first != "-" else {
      return false
    }
    rest = rest[name.endIndex...]
    append(name: name)
    return true
  }

  private mutating func appendBracket() -> Bool {
    guard let end = rest.firstIndex(of: "]") else { return false }
    let inside = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if inside.isEmpty || inside == "*" {
      // One of all the elements; which, is not known here.
      text += "[0]"
    } else if Int(inside) != nil {
      text += "[\(inside)]"
    } else if let quote = inside.first, quote == "\"" || quote == "'" {
      guard inside.count > 2, inside.last == quote else { return false }
      append(name: inside.dropFirst().dropLast())
    } else {
      guard inside.allSatisfy(Self.belongsInName) else { return false }
      append(name: inside)
    }
    return true
  }

  private mutating func append(name: Substring) {
    if name.allSatisfy(Self.belongsInName), !text.isEmpty || name.first?.isNumber == false {
      text += text.isEmpty ? name : ".\(name)"
    } else {
      text += "[\"\(name)\"]"
    }
  }

  private static func belongsInName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }
}
