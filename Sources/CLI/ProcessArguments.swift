import CArguments

/// The arguments of this process.
public enum ProcessArguments {
  /// Those of the command line, without the program's name. Bytes that are not UTF-8 are replaced.
  public static var list: [String] {
    let count = segment_step_argument_count()
    // The system has not handed them out, so Swift's library knows better.
    guard count > 0 else { return Array(CommandLine.arguments.dropFirst()) }
    return (1..<max(1, count)).compactMap { segment_step_argument($0).map { String(cString: $0) } }
  }
}
