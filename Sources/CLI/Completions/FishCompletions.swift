import Segment

/// The script for fish.
enum FishCompletions {
  static let script = #"""
    # Completions of segment-step for fish, printed by: segment-step --completions fish
    function __segment_step_assignment
        switch (commandline -ct | string replace -r '^(-s|--set=)' '')
    \#(values)
            case '*=*'
    \#(members)
            case '*.*'
            case '*'
                printf '%s=\t%s\n' \
    \#(parameters)
                printf '%s.\tA member of it.\n' \#(objects)
        end
    end

    # The arguments, each after the items that stand before the last comma.
    function __segment_step_items
        set -l items (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '.*,')
        printf '%s\n' "$items"$argv
    end

    complete -c segment-step -f
    \#(FlagTable.all.map(line).joined(separator: "\n"))

    """#

  private static func line(_ flag: Flag) -> String {
    let short = flag.short.map { " -s \($0)" } ?? ""
    return "complete -c segment-step\(short) -l \(flag.id.name)"
      + argument(flag) + " -d \(quoted(flag.help))"
  }

  /// An argument that is not required must stand in the same word, after an equals sign.
  private static func argument(_ flag: Flag) -> String {
    if flag.completion == .files { return " -r -F" }
    let exclusive = if case .required = flag.argument { " -x" } else { "" }
    return exclusive + (offers(flag).map { " -a \(quoted($0))" } ?? "")
  }

  private static func offers(_ flag: Flag) -> String? {
    switch flag.completion {
    case .nothing, .files: nil
    case .words(let words): words.joined(separator: " ")
    case .items(let items): "(__segment_step_items \(items.joined(separator: " ")))"
    case .assignment: "(__segment_step_assignment)"
    }
  }

  private static let values = CompletionParts.choices.map { parameter in
    let name = parameter.name.rawValue
    let words = parameter.words.joined(separator: " ")
    return """
              case '\(name)=*'
                  printf '\(name)=%s\\n' \(words)
      """
  }.joined(separator: "\n")

  private static let members = CompletionParts.objects.map { object in
    let name = object.name.rawValue
    let words = CompletionParts.members(of: object).joined(separator: " ")
    return """
              case '\(name).*'
                  printf '\(name).%s=\\n' \(words)
      """
  }.joined(separator: "\n")

  private static let objects = CompletionParts.objects.map(\.name.rawValue).joined(separator: " ")

  private static let parameters = CompletionParts.parameters.map { parameter in
    "                \(parameter.name.rawValue) \(quoted(parameter.summary))"
  }.joined(separator: " \\\n")

  /// A text in single quotes, in which fish reads a backslash before a quote or another one.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#) + "'"
  }
}
