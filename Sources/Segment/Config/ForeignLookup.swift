/// A lookup as another tool has it, which is plain text here: `.user.id` (jq), `{{user.id}}`
/// (mustache), `$user.id`, `$.user.id` (JSONPath), `%{user.id}` (Logstash).
enum ForeignLookup {
  /// The path in a text that is such a lookup and nothing else; nil if it is none.
  static func path(in text: String) -> String? {
    let inside =
      between("{{", "}}", in: text) ?? between("%{", "}", in: text) ?? behind("$.", in: text)
      ?? behind("$", in: text) ?? behind(".", in: text)
    guard let inside, isPath(inside) else { return nil }
    return inside
  }

  private static func between(_ start: String, _ end: String, in text: String) -> String? {
    guard text.hasPrefix(start), text.hasSuffix(end), text.count > start.count + end.count else {
      return nil
    }
    var inside = text.dropFirst(start.count).dropLast(end.count)
    while inside.first == " " || inside.first == "." { inside.removeFirst() }
    while inside.last == " " { inside.removeLast() }
    return String(inside)
  }

  private static func behind(_ start: String, in text: String) -> String? {
    text.hasPrefix(start) ? String(text.dropFirst(start.count)) : nil
  }

  /// Names joined by dots, perhaps with places in brackets; none begins with a digit, as sums do.
  private static func isPath(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_"
    else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-.[]".unicodeScalars.contains($0)
    }
  }
}
