import Segment

/// The words for a mistake in a template.
enum TemplateWording {
  static func wording(_ reason: TemplateError.Reason, _ text: String) -> ConfigWording {
    let lookup = withoutShellDefault(text)
    return switch reason {
    case .unterminated:
      ConfigWording("\(lookup): no closing brace", hint: "for a literal ${ write $${")
    case .emptyName:
      ConfigWording("\(lookup): a name is missing", hint: "for the whole event write ${.}")
    case .badIndex:
      ConfigWording(
        "\(lookup): expected a whole number or a key in double quotes between [ and ]")
    case .unexpected(let text):
      ConfigWording(
        text.isEmpty ? "\(lookup): unexpected end" : "\(lookup): unexpected '\(text)'",
        hint: "a key with such a character is written [\"...\"]")
    case .unknownSource(let word):
      ConfigWording(
        "\(lookup): unknown source '\(word):'",
        hint: shellDefault(lookup)
          ?? "expected env:, file: or input:; a key with a colon is written [\"\(word):...\"]")
    case .unknownInput(let word):
      ConfigWording("\(lookup): unknown '\(word)'", hint: "expected ${input:line}")
    case .tooManyNumbers(let limit):
      ConfigWording(
        "\(lookup): more than \(limit) numbers after dots", hint: "write array indices as [0]")
    case .tooManySteps(let limit):
      ConfigWording(
        "\(lookup.prefix(40))...: a path of more than \(limit) steps",
        hint: "no event is nested as deep as that")
    case .unsetVariable(let name):
      ConfigWording(
        "environment variable \(withoutShellDefault(name)) is not set",
        hint: shellDefault(lookup) ?? "set it, or give a default: ${env:\(name), ...}")
    case .unreadableFile(let path, let reason):
      ConfigWording("cannot read \(withoutShellDefault(path)): \(reason)")
    }
  }

  /// The text without a default in the manner of a shell, `${a:-x}`: it may be a write key.
  private static func withoutShellDefault(_ text: String) -> String {
    guard let mark = text.firstRange(of: ":-") else { return text }
    return "\(text[..<mark.upperBound])***\(text.hasSuffix("}") ? "}" : "")"
  }

  /// What to write for a default in the manner of a shell, `${a:-x}`; nil if the lookup has none.
  private static func shellDefault(_ lookup: String) -> String? {
    guard let mark = lookup.firstRange(of: ":-") else { return nil }
    return "a default is written \(lookup[..<mark.lowerBound]), ...}"
  }
}
