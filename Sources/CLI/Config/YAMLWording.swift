import YAML

/// The words for a text that is no YAML.
enum YAMLWording {
  static func message(_ reason: YAMLError.Reason) -> String {
    switch reason {
    case .syntax(let problem, let context, let opened):
      problem + (context.map { " \($0)" } ?? "") + place(ofOpening: opened, context)
    case .underIndented(let spaces, let opened):
      "this line belongs to the value on line \(opened.line), column \(opened.column), and must be "
        + "indented deeper than its key: by \(spaces) or more"
    case .commentUnspaced: "a space must stand before #, which begins a comment"
    case .questionMark: "text in { } and [ ] that begins with ? must be quoted"
    case .anchorName: "the name of an anchor may hold letters, digits, - and _ alone"
    case .notUTF8: "not valid UTF-8; save the config as UTF-8"
    case .controlCharacter(let value):
      "the character U+\(hex(value)) must be written as an escape in double quotes"
    case .empty: "the config is empty"
    case .severalDocuments: "a second document begins; a config is one document"
    case .duplicateKey(let key, let first):
      "'\(key)' is given twice, first on line \(first.line)"
    case .keyNotAScalar: "a key must be text"
    case .mergeNotAMapping: "expected a mapping, a list of mappings or one lookup to merge"
    case .unknownAlias(let name): "*\(name) has no anchor &\(name) before it"
    case .aliasCycle(let name): "*\(name) stands inside &\(name) itself"
    case .unsupportedTag(let tag): "the tag \(tag) is not supported"
    case .tagMismatch(let tag): "the value does not fit its tag \(tag)"
    case .numberTooLong(let limit): "a number of more than \(limit) digits"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .tooManyNodes(let limit): "more than \(limit) values, aliases counted in full"
    case .outOfMemory: "out of memory"
    }
  }

  /// What to do about it, where the line gives it away.
  ///
  /// - Parameters:
  ///   - line: the line of the mistake.
  ///   - column: where in it, from 1.
  ///   - above: the last line before it that is not blank.
  static func hint(
    _ reason: YAMLError.Reason, line: String, column: Int = 1, above: String = ""
  ) -> String? {
    if case .keyNotAScalar = reason, line.contains("{{") { return foreignBraces }
    guard case .syntax(let problem, let context, _) = reason else { return nil }
    if context?.contains("quoted scalar") == true, problem.contains("unexpected") {
      return "a quote is opened, but not closed"
    }
    if line.first == "\t" || problem.contains("cannot start any token") && line.contains("\t") {
      return "indent with spaces, not tabs"
    }
    if hasLookupInBraces(line) {
      return "in { } and [ ], text with a lookup must be quoted: \"${...}\""
    }
    if problem.contains("cannot start any token") || problem.contains("directive name") {
      let rest = line.dropFirst(column - 1)
      if line.contains("%{") || line.contains("{{") { return foreignBraces }
      let first = rest.first ?? "%"
      return "text that begins with \(first == "{" ? "%" : String(first)) must be quoted"
    }
    if problem.contains("unknown escape") {
      return "between double quotes \\ is written \\\\; between single quotes it stands for itself"
    }
    return indentationHint(problem, line, above) ?? quoteHint(problem, line, column)
      ?? (problem.contains("mapping values") ? "text with ': ' in it must be quoted" : nil)
  }

  private static let foreignBraces = "a lookup is written ${path.in.the.event}"

  /// Where something was opened that is not closed.
  private static func place(ofOpening opened: Mark?, _ context: String?) -> String {
    guard let opened, let context,
      ["flow mapping", "flow sequence", "quoted scalar"].contains(where: context.contains)
    else { return "" }
    return " that opens on line \(opened.line), column \(opened.column)"
  }

  /// What to do about a key that is not indented as its neighbours are.
  private static func indentationHint(
    _ problem: String, _ line: String, _ above: String
  ) -> String? {
    let (own, other) = (indentation(line), indentation(above))
    let keyAbove = above.drop { $0 == " " || $0 == "-" }
    if problem.contains("mapping values"), own > other, keyAbove.contains(": ") {
      return "the line is indented deeper than the key above, which has a value already"
    }
    if problem.contains("did not find expected key"), own < other, own > 0 {
      return
        "indent the line as the keys beside it: by \(other), or less for a key of the outer mapping"
    }
    return nil
  }

  private static func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  /// What to do about text behind a closing quote.
  private static func quoteHint(_ problem: String, _ line: String, _ column: Int) -> String? {
    guard problem.contains("did not find expected") else { return nil }
    let before = line.prefix(column - 1)
    guard let quote = before.last(where: { $0 != " " }), quote == "'" || quote == "\"" else {
      return nil
    }
    if quote == "'", before.last == "'" {
      return "a single quote in text in single quotes is written twice: 'it''s'"
    }
    return "text goes on behind its closing quote: quote all of it"
  }

  /// Whether a line has a lookup outside of quotes, and braces or brackets other than those of
  /// lookups.
  private static func hasLookupInBraces(_ line: String) -> Bool {
    let unquoted = line.replacing(/"[^"]*"|'[^']*'/, with: "")
    let bare = unquoted.replacing(/\$\{[^}]*\}?/, with: "")
    return bare != unquoted && bare.contains { "{[".contains($0) }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
