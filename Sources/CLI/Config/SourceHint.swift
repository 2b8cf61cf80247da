import JSON
import Segment
import YAML

/// What to do about a mistake in a config, where the text it is in gives it away.
struct SourceHint {
  private let source: ConfigSource
  private let mark: Mark

  /// Looks at a mistake in a text.
  init(at mark: Mark, in source: ConfigSource) {
    self.source = source
    self.mark = mark
  }

  /// The hint, if there is one.
  func text(for reason: ConfigError.Reason) -> String? {
    switch reason {
    case .yaml where holdsEvents: Self.eventsHint(source.name)
    case .notAStep where namesFile: "a file is given with -c"
    case .notAStep where lacksSpace(mark.line): Self.space
    case .yaml(.syntax(let problem, _, _)) where problem.contains("expected ':'"):
      spaceAbove ?? (lacksSpace(mark.line) ? Self.space : nil)
    case .yaml(.syntax(let problem, _, _))
    where problem.contains("mapping values") && spaceAbove != nil:
      spaceAbove
    case .yaml(let reason):
      isForeign || !isUnquoted(reason)
        ? YAMLWording.hint(
          reason, line: source.line(mark.line) ?? "", column: mark.column, above: lineAbove)
        : quoted
    case .setMapping: "\(quoted), or write an object as {\(value)}"
    case .setComment: quoted
    default: nil
    }
  }

  private static let space = "a space must follow the colon"

  /// That a space is missing in the line above.
  private var spaceAbove: String? {
    lineAboveWithoutSpace.map { "\(Self.space) in line \($0)" }
  }

  private static func eventsHint(_ path: String) -> String {
    "this looks like events, which come on standard input: < \(path)"
  }

  /// Whether a file has a JSON object on its first line and on the next.
  private var holdsEvents: Bool {
    guard source.origin == .file else { return false }
    let lines = (1...2).map { source.line($0) ?? "" }
    return lines.allSatisfy { line in
      JSONValidator.firstError(in: Array(line.utf8).span) == nil
        && line.first { !$0.isWhitespace } == "{"
    }
  }

  /// Whether the text of `--inline` is the name of a file that is there.
  private var namesFile: Bool {
    guard source.origin == .inline, source.line(2) == nil, let name = source.line(1) else {
      return false
    }
    return [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) && FileText.exists(name)
  }

  /// Whether a line is plain text with a colon that no space follows.
  private func lacksSpace(_ number: Int) -> Bool {
    let text = (source.line(number) ?? "").drop { " -\t".contains($0) }
    guard let first = text.first, !"\"'|>#".contains(first) else { return false }
    return text.contains(":") && !text.contains(": ") && text.last != ":"
  }

  /// Whether the line has another tool's lookup, which quotes would make text.
  private var isForeign: Bool {
    let line = source.line(mark.line) ?? ""
    return line.contains("{{") || line.contains("%{")
  }

  /// The last line above the mistake with anything in it.
  private var lineAbove: String {
    stride(from: mark.line - 1, to: 0, by: -1).lazy.compactMap { source.line($0) }
      .first { $0.contains { !$0.isWhitespace } } ?? ""
  }

  /// The last line above the mistake with anything in it, if a space is missing in it.
  private var lineAboveWithoutSpace: Int? {
    let above = stride(from: mark.line - 1, to: 0, by: -1).first { number in
      source.line(number)?.contains { !$0.isWhitespace } == true
    }
    return above.flatMap { lacksSpace($0) ? $0 : nil }
  }

  /// Whether a value of `--set` is no YAML for want of quotes: text with a character in it that
  /// begins something else.
  private func isUnquoted(_ reason: YAMLError.Reason) -> Bool {
    guard case .set = source.origin, source.line(2) == nil else { return false }
    let first = source.line(1)?.first { !$0.isWhitespace }
    switch reason {
    case .syntax, .unknownAlias, .unsupportedTag: return first != "{" && first != "["
    default: return false
    }
  }

  /// How to type the value of `--set` as text.
  private var quoted: String {
    guard case .set(let path) = source.origin else { return "quote it" }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    let argument = "\(path)=\"\(escaped)\"".replacing("'", with: "'\\''")
    return "quote it as -s '\(argument)'"
  }

  private static let longestValue = 60

  /// The whole text as it may be shown, if it is short enough to be typed again.
  private var value: String {
    let line = SecretLine.masked(1, of: source)
    return source.line(2) == nil && line.count <= Self.longestValue ? line : "..."
  }
}
