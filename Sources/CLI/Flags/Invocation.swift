/// What a command line asks for.
public enum Invocation: Equatable, Sendable {
  /// Print `HelpText.full` and stop.
  case help
  /// Print the version and stop.
  case version
  /// Print the completion script for a shell and stop.
  case completions(Shell)
  /// Print `ConfigSchema.text` and stop.
  case schema
  /// Run.
  case run(Settings)

  /// Reads the arguments of a program, without its own name.
  ///
  /// Of the flags that print something and stop, the first holds, whatever else is on the command
  /// line, even if that is wrong: who asks for help gets it.
  /// - Throws: everything that is wrong at once. `noConfig` is among it only if no word was
  ///   misread, since the misread word may have been meant to name the config.
  public init(arguments: [String]) throws(UsageErrors) {
    let outcome = CommandLineParser.parse(arguments)
    for typed in outcome.options.typed {
      guard let printing = Self.printing(typed) else { continue }
      self = printing
      return
    }
    let reader = SettingsReader(outcome.options)
    var errors = outcome.errors + reader.errors
    // A flag of completions that is left over here has no shell's name and needs no config.
    let sources: [FlagID] = [.config, .inline, .set, .completions]
    if outcome.errors.isEmpty, sources.allSatisfy({ outcome.options[$0] == nil }) {
      errors.append(.noConfig)
    }
    guard errors.isEmpty else { throw UsageErrors(all: errors) }
    self = .run(reader.settings)
  }

  /// What a flag that prints something and stops asks for; nil for every other flag, and for a
  /// shell that there is none of.
  private static func printing(_ typed: RawOptions.Typed) -> Invocation? {
    switch typed.id {
    case .help: .help
    case .version: .version
    case .schema: .schema
    case .completions: Shell(rawValue: typed.argument ?? "").map { .completions($0) }
    default: nil
    }
  }
}

/// The shells there are completions for.
public enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish
}
