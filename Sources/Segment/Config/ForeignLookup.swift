/// A lookup as another tool has it, which is plain text here: `.user.id` (jq), `{{user.id}}`
/// (mustache), `$user.id`, `$.user.id` (JSONPath), `%{user.id}` and `%{[user][id]}` (Logstash), or with
/// the wrong brackets, `$(user.id)`.
enum ForeignLookup {
  /// The path in a text that is such a lookup and nothing else, as a lookup is written here; nil if
  /// it is none.
  static func path(in text: String) -> String? {
    let text = trimmed(text[...])
    let inside =
      between("{{{", "}}}", in: text) ?? between("{{", "}}", in: text)
      ?? between("%{", "}", in: text) ?? between("#{", "}", in: text)
      ?? between("{", "}", in: text) ?? between("<%=", "%>", in: text) ?? inParentheses(text)
      ?? behind("$", in: text) ?? (text.first == "." ? text : nil)
    guard var inside else { return nil }
    // A brace was left out: `$user.id}`.
    if text.first == "$", inside.last == "}" { inside = inside.dropLast() }
    // Of `user.id | lower` or `.user.id?` the path is what matters.
    var path = trimmed(inside.prefix { $0 != "|" })
    if path.last == "?" { path = path.dropLast() }
    return ForeignPath(path)?.text
  }

  private static func between(_ start: String, _ end: String, in text: Substring) -> Substring? {
    guard text.hasPrefix(start), text.hasSuffix(end), text.count > start.count + end.count else {
      return nil
    }
    return trimmed(text.dropFirst(start.count).dropLast(end.count))
  }

  /// A word alone is more likely a shell's command: `$(date)`.
  private static func inParentheses(_ text: Substring) -> Substring? {
    between("$(", ")", in: text).flatMap { $0.contains(".") ? $0 : nil }
  }

  private static func behind(_ start: String, in text: Substring) -> Substring? {
    text.hasPrefix(start) ? text.dropFirst(start.count) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
