import Segment

/// The script for zsh: a file `_segment-step` of its `fpath`, or to be sourced after `compinit`.
enum ZshCompletions {
  static let script = #"""
    #compdef segment-step
    # Completions of segment-step for zsh, printed by: segment-step --completions zsh
    _segment-step() {
      _arguments -s -S : \
    \#(arguments)
    }

    _segment-step-assignment() {
      case $PREFIX in
    \#(values)
        *=*) _message value ;;
    \#(members)
        *)
          local -a parameters=(
    \#(parameters)
          )
          local -a objects=(
    \#(objects)
          )
          _describe parameter parameters -S = -- objects -S ''
          ;;
      esac
    }

    _segment-step-items() {
      compset -P '*,'
      compadd -S '' -- "$@"
    }

    if [[ $funcstack[1] == _segment-step ]]; then
      _segment-step "$@"
    else
      compdef _segment-step segment-step
    fi

    """#

  private static let arguments = FlagTable.all.map { "    " + argument($0) }
    .joined(separator: " \\\n")

  /// One flag as `_arguments` describes it, such as `'(-n --dry-run)'{-n,--dry-run}'[help]'`.
  private static func argument(_ flag: Flag) -> String {
    let spellings = CompletionParts.spellings(flag)
    let others = flag.isRepeatable ? "*" : "(\(spellings.joined(separator: " ")))"
    let long = flag.id.spelling + suffix(flag, "=")
    let text = "[\(escaped(flag.help))]" + value(flag)
    guard let short = flag.short else { return CompletionParts.quoted(others + long + text) }
    return "'\(others)'{-\(short)\(suffix(flag, "+")),\(long)}\(CompletionParts.quoted(text))"
  }

  /// Where the argument stands: after `mark` or in the next word, or only after it.
  private static func suffix(_ flag: Flag, _ mark: String) -> String {
    switch flag.argument {
    case .none: ""
    case .required: mark
    case .optional: mark == "=" ? "=-" : "-"
    }
  }

  private static func value(_ flag: Flag) -> String {
    switch flag.argument {
    case .none: ""
    case .required(let name): ":\(escaped(name)):\(action(flag))"
    case .optional(let name): "::\(escaped(name)):\(action(flag))"
    }
  }

  private static func action(_ flag: Flag) -> String {
    switch flag.completion {
    case .nothing: ""
    case .files: "_files"
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .items(let items):
      // Behind a blank: else `_arguments` puts options of `compadd` before the items.
      " _segment-step-items \(items.map(escaped).joined(separator: " "))"
    case .assignment: "_segment-step-assignment"
    }
  }

  private static let values = CompletionParts.choices.map { parameter in
    let name = parameter.name.rawValue
    let words = parameter.words.joined(separator: " ")
    return "    \(name)=*) compset -P '*=' && compadd -- \(words) ;;"
  }.joined(separator: "\n")

  private static let members = CompletionParts.objects.map { object in
    let words = CompletionParts.members(of: object).joined(separator: " ")
    return "    \(object.name.rawValue).*) compset -P '*.' && compadd -S = -- \(words) ;;"
  }.joined(separator: "\n")

  private static let objects = CompletionParts.objects.map { object in
    "        " + CompletionParts.quoted("\(object.name.rawValue).:A member of it.")
  }.joined(separator: "\n")

  private static let parameters = CompletionParts.parameters.map { parameter in
    "        "
      + CompletionParts.quoted("\(parameter.name.rawValue):\(escaped(parameter.summary))")
  }.joined(separator: "\n")

  /// Text in which colons and brackets end nothing.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if #"\:[]"#.contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
