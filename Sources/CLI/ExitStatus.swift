/// The exit status of a run.
public enum ExitStatus: Equatable, Sendable {
  /// All input was handled.
  case success
  /// A delivery failed, and the config or `-e` makes that matter.
  case deliveryFailed
  /// The command line or the config is wrong; nothing was read.
  case usage
  /// Some input line was not a JSON object; everything else was handled.
  case invalidInput
  /// Standard input or output failed.
  case streamFailed
  /// Nobody reads the output any more: the process ends as by SIGPIPE.
  case brokenPipe
  /// A signal, whose number this is, stopped the run.
  case signaled(Int32)

  /// The number that the process ends with; nil if it ends as by a signal.
  public var code: Int32? {
    switch self {
    case .success: 0
    case .deliveryFailed: 1
    case .usage: 2
    case .invalidInput: 3
    case .streamFailed: 4
    case .brokenPipe: nil
    case .signaled(let number): 128 + number
    }
  }
}
