/// A command that has ended, and all that it wrote.
public struct Finished: Sendable, CustomStringConvertible {
  /// What was run.
  public let command: Command
  /// How it ended.
  public let status: ExitStatus
  /// All that it wrote to standard output.
  public let stdout: [UInt8]
  /// All that it wrote to standard error.
  public let stderr: [UInt8]
  /// The most memory that it held at once, in bytes.
  public let peakMemory: Int
  /// The seconds of processor time that it took, of the user and of the system.
  public let processorTime: Double

  /// Standard output as text.
  public var output: String { String(decoding: stdout, as: UTF8.self) }

  /// Standard error as text.
  public var errors: String { String(decoding: stderr, as: UTF8.self) }

  /// The lines of standard output, without their line ends.
  public var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast(output.hasSuffix("\n") || output.isEmpty ? 1 : 0).map(String.init)
  }

  /// The command, its status and both streams, for failure messages.
  public var description: String {
    """
    command: \(([command.path] + command.arguments).map(Self.quote).joined(separator: " "))
    status: \(status)
    --- stdout (\(stdout.count) bytes)
    \(Self.shorten(output))
    --- stderr (\(stderr.count) bytes)
    \(Self.shorten(errors))
    ---
    """
  }

  /// A word as a shell would want it.
  private static func quote(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,".contains($0) }
    if isPlain && !word.isEmpty { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'\(parts.joined(separator: #"'\''"#))'"
  }

  /// A failure message is read by people: the middle of a very long stream does not help them.
  private static func shorten(_ text: String) -> String {
    let limit = 10_000
    guard text.utf8.count > 2 * limit else { return text }
    return "\(text.prefix(limit))\n[...]\n\(text.suffix(limit))"
  }
}
