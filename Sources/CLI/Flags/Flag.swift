/// One flag of the command line: everything the parser, `--help`, the man
/// page and the shells' completions know of it.
public struct Flag: Sendable {
  /// Whether a flag takes an argument; the text is its name in help, as in `FILE`.
  public enum Argument: Equatable, Sendable {
    case none
    case required(String)
    /// Given only as `--flag=ARGUMENT`, never as the next word.
    case optional(String)
  }

  /// What a shell offers for a flag's argument.
  public enum Completion: Equatable, Sendable {
    /// Nothing: there is no telling.
    case nothing
    /// Files.
    case files
    /// One of these words.
    case words([String])
    /// Comma-separated items, each of which begins in one of these ways.
    case items([String])
    /// `PARAMETER=VALUE`, from the table of parameters.
    case assignment
  }

  /// The heading a flag stands under in `--help` and the man page, in the order shown there.
  public enum Group: String, CaseIterable, Sendable {
    case config = "Config"
    case delivery = "Delivery"
    case events = "Input and output"
    case trial = "Trial runs"
    case diagnostics = "Diagnostics"
  }

  /// Which flag this is, and with it the long name.
  public let id: FlagID
  /// The one-letter name, if there is one.
  public let short: Character?
  /// The argument it takes.
  public let argument: Argument
  /// The heading it stands under.
  public let group: Group
  /// What it does, for `--help`: a few words, lower case, no full stop.
  public let help: String
  /// The only words its argument may be; empty if it is not an enumeration.
  public var allowed: [String] { reading.words }
  /// What holds when it is not given, as one would type it; nil where that goes without saying.
  public let standard: String?
  /// What a shell offers for its argument.
  public let completion: Completion
  /// Whether every use counts, not only the last.
  public let isRepeatable: Bool
  /// What it does, in full: lines of mdoc.
  public let manual: String
  /// How it is read.
  let reading: FlagReading

  init(
    _ id: FlagID, _ short: Character? = nil, _ argument: Argument = .none, group: Group,
    reads reading: FlagReading, standard: String? = nil, completion: Completion = .nothing,
    isRepeatable: Bool = false, help: String, manual: String
  ) {
    self.id = id
    self.short = short
    self.argument = argument
    self.group = group
    self.help = help
    self.reading = reading
    self.standard = standard
    self.completion = reading.words.isEmpty ? completion : .words(reading.words)
    self.isRepeatable = isRepeatable
    self.manual = manual
  }
}
