import Segment

/// The words for a mistake in a template.
enum TemplateWording {
  static func wording(_ reason: TemplateError.Reason, _ text: String) -> Wording {
    let lookup = withoutShellDefault(text)
    return switch reason {
    case .unterminated:
      Wording("\(lookup): no closing brace", hint: "for a literal ${ write $${")
    case .emptyName:
      Wording(
        "\(lookup): a name is missing",
        hint: isBlank(lookup) ? "for the whole event write ${.}" : nil)
    case .badIndex:
      Wording(
        "\(lookup): expected a whole number or a key in double quotes between [ and ]")
    case .unexpected(let text):
      Wording(
        text.isEmpty ? "\(lookup): unexpected end" : "\(lookup): unexpected '\(text)'",
        hint: "a key with such a character is written [\"...\"]")
    case .unknownSource(let word):
      Wording(
        "\(lookup): unknown source '\(word):'",
        hint: shellDefault(lookup)
          ?? "expected env:, file:, input: or call:; a key with a colon is written "
          + "[\"\(word):...\"]")
    case .unknownInput(let source, let word):
      Wording(
        "\(lookup): unknown '\(word)'",
        hint: source == "call" ? "expected ${call:uuid}" : "expected ${input:line}")
    case .misplacedCallUUID:
      Wording(
        "\(lookup): ${call:uuid} stands alone, as the whole of message_id",
        hint: "elsewhere make an id of a value: ${order.id | uuid}")
    case .unknownFunction(let word, let nearest):
      Wording(
        word.isEmpty
          ? "\(lookup): a function is missing behind |" : "\(lookup): unknown function '\(word)'",
        hint: nearest.map { "did you mean \($0)?" }
          ?? "expected one of \(TemplateFunction.allCases.map(\.rawValue).joined(separator: ", "))")
    case .notApplicable(let function, let reason):
      Wording("\(lookup): \(function) takes \(reason)")
    case .alternativeBehindFunction:
      Wording(
        "\(lookup): unexpected '//' behind a function",
        hint: "// stands before the functions: ${a // b | lower}")
    case .doubleBraces(let path):
      Wording(
        "\(lookup): unexpected '{'",
        hint: "a lookup is written ${\(path ?? "path.in.the.event")}")
    case .foreignAlternative(let mark):
      Wording(
        "\(lookup): unexpected '\(mark)'",
        hint:
          "the first of several that is there is written ${a // b}, text for want of a value ${a, text}"
      )
    case .shellDefault:
      Wording("\(lookup): unexpected ':-'", hint: "a default is written ${a, text}")
    case .arithmetic(let sign):
      Wording(
        "\(lookup): unexpected '\(sign)': lookups do not compute",
        hint: "compute it before, as jq does; a key of this name is written [\"...\"]")
    case .lookupInDefault:
      Wording(
        "\(lookup): a default is text as it stands, and no lookup",
        hint: "lookups are chained with //: ${a // b}")
    case .unreachable:
      Wording(
        "\(lookup): what follows // is never used, for what precedes it is always there",
        hint: "put what may be missing first")
    case .tooManyNumbers(let limit):
      Wording(
        "\(lookup): more than \(limit) numbers after dots", hint: "write array indices as [0]")
    case .tooManySteps(let limit):
      Wording(
        "\(lookup.prefix(40))...: a path of more than \(limit) steps",
        hint: "no event is nested as deep as that")
    case .unsetVariable(let name):
      unset(name, hint: shellDefault(lookup) ?? "set it, or give a default: ${env:\(name), ...}")
    case .unsetKeyVariable(let name):
      unset(name, hint: shellDefault(lookup) ?? "set it, or try \(FlagID.sandbox.spelling)")
    case .unreadableFile(let path, let reason):
      Wording("cannot read \(withoutShellDefault(path)): \(reason)")
    }
  }

  private static func unset(_ variable: String, hint: String) -> Wording {
    Wording("environment variable \(withoutShellDefault(variable)) is not set", hint: hint)
  }

  /// Whether nothing stands between the braces.
  private static func isBlank(_ lookup: String) -> Bool {
    lookup.dropFirst(2).dropLast().allSatisfy(\.isWhitespace)
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
