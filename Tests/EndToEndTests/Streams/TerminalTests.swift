import Sandbox
import TestSupport
import Testing

/// Standard error is a terminal: one that util-linux's `script` makes.
@Suite(.enabled(if: Tool.find("script") != nil, "needs script, of util-linux"))
struct TerminalTests {
  private static let clearLine = "\r\u{1B}[K"

  /// What is typed is standard input, and what is seen standard output. The events come from a file.
  private func command(
    _ collector: Collector, _ events: ClosedRange<Int>, _ directory: TemporaryDirectory,
    _ arguments: [String] = [], into reader: String
  ) throws -> Command {
    _ = try directory.write("events", Step.events(events))
    let step = Step.command(to: collector, arguments)
    let words = [step.path] + step.arguments
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    var command = Command(
      try Tool.path("script"), arguments: ["-qec", "\(quoted) < events \(reader)", "/dev/null"])
    command.environment = ["TERM": "xterm", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"]
    command.directory = directory.path
    return command
  }

  @Test func aClosedOutputIsSilent() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let finished = try command(
      collector, 1...3000, directory, ["--no-progress"], into: "| head -n 1 > first"
    ).run()
    #expect(finished.output == "", finished.story)
    #expect(String(decoding: try directory.read("first"), as: UTF8.self).hasPrefix("{\"id\":1,"))
  }

  @Test func theSummaryFollowsTheProgress() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(300)) }
    let directory = try TemporaryDirectory()
    let finished = try command(collector, 1...3, directory, into: "> results").run()
    #expect(finished.output.contains("3 read  0 delivered  0 failed  3 in flight"), finished.story)
    let last = try #require(finished.output.split(separator: Self.clearLine).last)
    #expect(last.hasPrefix("3 lines, 3 delivered, 0 failed in "), finished.story)
  }

  @Test func theFirstInterruptTellsWhatIsWaitedForAndTheSecondLeavesNoTrace() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let directory = try TemporaryDirectory()
    let running = try command(collector, 1...5, directory, ["-j", "2"], into: "> results").start()
    #expect(eventually { collector.statistics.inFlight == 2 })
    try running.write("\u{3}")
    var told = ""
    while !told.contains("stopping"), let line = try running.readLine(within: 60) { told = line }
    let words = "stopping: 2 calls in flight are waited for; Ctrl-C again ends the run at once"
    #expect(told.contains(words))
    try running.write("\u{3}")
    #expect(eventually { running.hasEnded })
    let finished = try running.wait()
    #expect(finished.status == .exited(130), finished.story)
    #expect(finished.output.hasSuffix(Self.clearLine), finished.story)
  }
}
