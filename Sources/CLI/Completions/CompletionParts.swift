import Segment

/// What the scripts for all shells are made of.
enum CompletionParts {
  /// The parameters that one would set on the command line.
  static let parameters = ParameterTable.all.filter { $0.kind != .type && $0.kind != .ignored }

  /// Those of them that take only certain words.
  static let choices = parameters.filter { !$0.words.isEmpty }

  /// The two spellings of a flag, the short one first if there is one.
  static func spellings(_ flag: Flag) -> [String] {
    (flag.short.map { ["-\($0)"] } ?? []) + [flag.id.spelling]
  }

  /// A text in single quotes, as bash and zsh read it.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: #"'\''"#) + "'"
  }
}
