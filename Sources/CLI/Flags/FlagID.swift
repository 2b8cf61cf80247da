/// The name of a flag, without its dashes. Those that the program speaks of have a name here, too.
public struct FlagID: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The long name.
  public let name: String

  /// A flag by its long name.
  public init(stringLiteral name: String) { self.name = name }

  static let config: FlagID = "config"
  static let inline: FlagID = "inline"
  static let set: FlagID = "set"
  static let endpoint: FlagID = "endpoint"
  static let caCertificate: FlagID = "cacert"
  static let proxy: FlagID = "proxy"
  static let header: FlagID = "header"
  static let tokenFile: FlagID = "token-file"
  static let insecureHTTP: FlagID = "insecure-http"
  static let batch: FlagID = "batch"
  static let batchLinger: FlagID = "batch-linger"
  static let resume: FlagID = "resume"
  static let retryFailed: FlagID = "retry-failed"
  static let unordered: FlagID = "unordered"
  static let maxCall: FlagID = "max-call"
  static let maxLine: FlagID = "max-line"
  static let check: FlagID = "check"
  static let checkEvents: FlagID = "check-events"
  static let sandbox: FlagID = "sandbox"
  static let metricsFile: FlagID = "metrics-file"
  static let summaryFile: FlagID = "summary-file"
  static let progress: FlagID = "progress"
  static let noProgress: FlagID = "no-progress"
  static let verbose: FlagID = "verbose"
  static let quiet: FlagID = "quiet"
  static let completions: FlagID = "completions"
  static let schema: FlagID = "schema"
  static let help: FlagID = "help"
  static let version: FlagID = "version"

  /// The long spelling with its dashes, as in `--dry-run`.
  public var spelling: String { "--" + name }
}
