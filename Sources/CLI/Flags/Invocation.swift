/// What a command line asks for.
public enum Invocation: Equatable, Sendable {
  /// Print `HelpText.full` and stop.
  case help
  /// Print the version and stop.
  case version
  /// Run.
  case run(Settings)

  /// Reads the arguments of a program, without its own name.
  ///
  /// `--help` and `--version` hold, the first of them, whatever else is on the command line, even
  /// if that is wrong: who asks for help gets it.
  /// - Throws: everything that is wrong at once. `noConfig` is among it only if no word was
  ///   misread, since the misread word may have been meant to name the config.
  public init(arguments: [String]) throws(UsageErrors) {
    let outcome = CommandLineParser.parse(arguments)
    for typed in outcome.options.typed {
      switch typed.id {
      case .help:
        self = .help
        return
      case .version:
        self = .version
        return
      default: continue
      }
    }
    let reader = SettingsReader(outcome.options)
    var errors = outcome.errors + reader.errors
    let sources: [FlagID] = [.config, .inline, .set]
    if outcome.errors.isEmpty, sources.allSatisfy({ outcome.options[$0] == nil }) {
      errors.append(.noConfig)
    }
    guard errors.isEmpty else { throw UsageErrors(all: errors) }
    self = .run(reader.settings)
  }
}
