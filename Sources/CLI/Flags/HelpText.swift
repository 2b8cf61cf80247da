/// What `--help` prints, and the hint for a command line without a config.
public enum HelpText {
  /// The column the descriptions begin in, from 0.
  private static let column = 27

  private static let usage =
    "Usage: segment-step [options] (-c FILE | -i YAML | -s KEY=VALUE ...) < EVENTS"

  /// A command that works as it stands, without an account.
  private static let example = """
    segment-step --sandbox -s operation=track -s user_id='${user.id}' \\
        -s event=Purchase < events.ndjson
    """

  /// The whole help, at most 80 columns wide, its last line ended.
  public static let full =
    """
    \(usage)
    Call Twilio Segment for each JSON event, and write it out with its result.

    \(Flag.Group.allCases.map(section).joined(separator: "\n"))
    Example, without an account:
      \(example.replacing("\n", with: "\n  "))
    The whole manual, with the step config and its templates: man segment-step

    """

  /// How the program is used, in a few lines, the last one ended.
  public static let short =
    """
    \(usage)
    Example, without an account:
      \(example.replacing("\n", with: "\n  "))

    """

  private static func section(_ group: Flag.Group) -> String {
    let rows = FlagTable.flags(in: group).map { row($0) + "\n" }
    return "\(group.rawValue):\n" + rows.joined()
  }

  private static func row(_ flag: Flag) -> String {
    let short = flag.short.map { "  -\($0), " } ?? "      "
    let argument =
      switch flag.argument {
      case .none: ""
      case .required(let name): " \(name)"
      case .optional(let name): "[=\(name)]"
      }
    let names = short + flag.id.spelling + argument
    let padding = String(repeating: " ", count: max(2, column - names.count))
    return names + padding + flag.help + remark(flag)
  }

  /// The words allowed and the default, as in `: us (default), eu`.
  private static func remark(_ flag: Flag) -> String {
    if flag.allowed.isEmpty { return flag.standard.map { " (default \($0))" } ?? "" }
    let words = flag.allowed.map { $0 == flag.standard ? "\($0) (default)" : $0 }
    return ": " + words.joined(separator: ", ")
  }
}
