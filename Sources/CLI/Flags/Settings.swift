import Pipeline
import Sandbox
import Segment

/// How to run: the checked options of one command line.
public struct Settings: Equatable, Sendable {
  /// Where the step config comes from, apart from single parameters that are set.
  public enum ConfigOrigin: Equatable, Sendable {
    /// `-c`: the file's path, as typed.
    case file(String)
    /// `-i`: the text itself.
    case inline(String)
    /// `-s` alone.
    case none
  }

  /// One `-s`: the text before the first `=`, never empty, and the YAML text after it.
  public struct Assignment: Equatable, Sendable {
    /// A parameter's name or a dotted path.
    public let path: String
    /// YAML, possibly empty.
    public let value: String
  }

  /// One `-H`.
  public enum HeaderSource: Equatable, Sendable {
    /// A header.
    case line(Service.Header)
    /// A file of some, whose path this is.
    case file(String)
  }

  /// What is said at the end of a run.
  public enum SummaryForm: String, CaseIterable, Sendable {
    case text, json, none
  }

  /// How the run is made.
  public internal(set) var run = RunOptions()
  /// The step config.
  public internal(set) var config = ConfigOrigin.none
  /// Single parameters to set over `config`, in order.
  public internal(set) var assignments: [Assignment] = []
  /// Which step of the config to run, counted from 1; nil for the only segment step.
  public internal(set) var step: Int?
  /// Where to send, unless there is an endpoint or a sandbox; nil for what the config says.
  public internal(set) var region: Region?
  /// Where to send instead of to Segment; never together with a sandbox.
  public internal(set) var endpoint: Endpoint?
  /// A file of certificates to trust.
  public internal(set) var caCertificate: String?
  /// A proxy in curl's notation; empty for none in spite of the environment, nil to follow it.
  public internal(set) var proxy: String?
  /// Further headers of calls, in order.
  public internal(set) var headers: [HeaderSource] = []
  /// A file of the access token that authorises calls.
  public internal(set) var tokenFile: String?
  /// Whether the bodies of calls are compressed.
  public internal(set) var compress = false
  /// Plain http to another machine is allowed.
  public internal(set) var insecureHTTP = false
  /// The faults of a sandbox; nil for no sandbox.
  public internal(set) var sandbox: Faults?
  /// Check the config only.
  public internal(set) var check = false
  /// How many events of the input a check tries, 0 to 1,000,000.
  public internal(set) var checkEvents = 100
  /// The file of what earlier runs wrote, to go on behind it; never together with `unordered`.
  public internal(set) var resume: String?
  /// Exit 1 if any event was not delivered.
  public internal(set) var exitStatus = false
  /// Whether to show progress; nil to find out whether it can be seen.
  public internal(set) var progress: Bool?
  /// What to say at the end; nil for text if that can be seen.
  public internal(set) var summary: SummaryForm?
  /// A file that receives the JSON summary.
  public internal(set) var summaryFile: String?
  /// A file that receives counts for Prometheus.
  public internal(set) var metricsFile: String?
  /// A line on standard error for each call.
  public internal(set) var verbose = false
  /// Errors only on standard error.
  public internal(set) var quiet = false
  /// Whether to colour diagnostics.
  public internal(set) var color = Style.Choice.auto

  /// Settings with every default.
  init() {}
}
