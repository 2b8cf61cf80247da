import YAML

/// The words for a text that is no YAML.
enum YAMLWording {
  static func message(_ reason: YAMLError.Reason) -> String {
    switch reason {
    case .syntax(let problem, let context):
      problem + (context.map { " \($0)" } ?? "")
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
  static func hint(_ reason: YAMLError.Reason, line: String) -> String? {
    guard case .syntax(let problem, let context) = reason else { return nil }
    if context?.contains("quoted scalar") == true, problem.contains("unexpected") {
      return "a quote is opened, but not closed"
    }
    if line.first == "\t" || problem.contains("cannot start any token") && line.contains("\t") {
      return "indent with spaces, not tabs"
    }
    if hasLookupInBraces(line) {
      return "in { } and [ ], text with a lookup must be quoted: \"${...}\""
    }
    if problem.contains("mapping values") { return "text with ': ' in it must be quoted" }
    return nil
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
