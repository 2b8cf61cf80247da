/// The flags of the command line; the raw value is the long name, without its dashes.
///
/// A switch over this type is exhaustive, so a flag cannot be added without being read.
public enum FlagID: String, CaseIterable, Sendable {
  case config
  case inline
  case set
  case step
  case region
  case endpoint
  case caCertificate = "cacert"
  case proxy
  case insecureHTTP = "insecure-http"
  case concurrency
  case batch
  case batchLinger = "batch-linger"
  case rate
  case retryFor = "retry-for"
  case strict
  case resume
  case retryFailed = "retry-failed"
  case unordered
  case onInvalid = "on-invalid"
  case maxLine = "max-line"
  case hold
  case exitStatus = "exit-status"
  case check
  case checkEvents = "check-events"
  case dryRun = "dry-run"
  case sandbox
  case progress
  case noProgress = "no-progress"
  case summary
  case summaryFile = "summary-file"
  case verbose
  case quiet
  case color
  case completions
  case schema
  case help
  case version

  /// The long spelling with its dashes, as in `--dry-run`.
  public var spelling: String { "--" + rawValue }
}
