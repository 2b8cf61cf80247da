/// The name of a flag, without its dashes. Those that the program speaks of have a name here, too.
public struct FlagID: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The long name.
  public let name: String

  /// A flag by its long name.
  public init(stringLiteral name: String) { self.name = name }

  public static let config: FlagID = "config"
  public static let inline: FlagID = "inline"
  public static let set: FlagID = "set"
  public static let endpoint: FlagID = "endpoint"
  public static let caCertificate: FlagID = "cacert"
  public static let proxy: FlagID = "proxy"
  public static let insecureHTTP: FlagID = "insecure-http"
  public static let batch: FlagID = "batch"
  public static let batchLinger: FlagID = "batch-linger"
  public static let resume: FlagID = "resume"
  public static let retryFailed: FlagID = "retry-failed"
  public static let unordered: FlagID = "unordered"
  public static let maxLine: FlagID = "max-line"
  public static let check: FlagID = "check"
  public static let checkEvents: FlagID = "check-events"
  public static let sandbox: FlagID = "sandbox"
  public static let summaryFile: FlagID = "summary-file"
  public static let progress: FlagID = "progress"
  public static let noProgress: FlagID = "no-progress"
  public static let verbose: FlagID = "verbose"
  public static let quiet: FlagID = "quiet"
  public static let completions: FlagID = "completions"
  public static let schema: FlagID = "schema"
  public static let help: FlagID = "help"
  public static let version: FlagID = "version"

  /// The long spelling with its dashes, as in `--dry-run`.
  public var spelling: String { "--" + name }
}
