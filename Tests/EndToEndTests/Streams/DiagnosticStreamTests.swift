import Sandbox
import TestSupport
import Testing

/// Standard error that nobody reads, and one that is a file with standard output.
struct DiagnosticStreamTests {
  /// A standard error that takes 64 KiB, and that nobody reads.
  private static let stalled = #"mkfifo errors; exec 3<>errors; "$0" "$@" 2>&3; echo "$?" >&4"#

  @Test func aStandardErrorThatNobodyReadsHoldsUpNothing() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let step = Step.command(to: collector, ["-v", "--summary", "json"])
    let finished = try Command(
      "/bin/sh", arguments: ["-c", "exec 4>status; \(Self.stalled)", step.path] + step.arguments,
      directory: directory.path
    ).run(stdin: Step.events(1...3000))
    #expect(finished.lines.count == 3000)
    #expect(String(decoding: try directory.read("status"), as: UTF8.self) == "0\n")
  }

  @Test func theOutputEndsBeforeTheLastWordIsTaken() throws {
    let directory = try TemporaryDirectory()
    let input = Step.events(1...3000)
    // The errors are read once the output has ended, as a program does that reads one by one.
    let script = #"""
      mkfifo errors; exec 3<>errors
      "$0" "$@" 2>&3 3>&- | { cat; cat errors >/dev/null & kill $!; }
      """#
    let step = Step.command(["-v", "-n"])
    let finished = try Command(
      "/bin/sh", arguments: ["-c", script, step.path] + step.arguments, directory: directory.path
    ).run(stdin: input)
    #expect(finished.lines.count == 3000)
  }

  @Test(arguments: ["2>&1 | cat", ">both 2>&1; cat both", ">>both 2>>both; cat both"])
  func resultsAreNotTornByDiagnostics(_ redirection: String) throws {
    let collector = try Collector { $0.number.isMultiple(of: 2) ? Reply(status: 400) : .success }
    let directory = try TemporaryDirectory()
    let text = String(repeating: "0123456789", count: 10_000)
    let input = (1...60).map { "{\"id\":\($0),\"text\":\"\(text)\"}\n" }.joined()
    let step = Step.command(to: collector, ["-v"])
    let finished = try Command(
      "/bin/sh", arguments: ["-c", #""$0" "$@" \#(redirection)"#, step.path] + step.arguments,
      directory: directory.path
    ).run(stdin: input)
    let results = finished.lines.filter { !$0.hasPrefix("segment-step: ") }
    #expect(try results.map { try field("id", of: $0) } == (1...60).map { "\($0)" })
    #expect(results.allSatisfy { $0.hasSuffix("}}") })
    #expect(finished.lines.count > 100)
  }

  @Test(arguments: [">>events", "2>>events", "1<>events", "--summary-file events"])
  func theInputIsNotWrittenTo(_ target: String) throws {
    let directory = try TemporaryDirectory()
    let events = Step.events(1...3)
    try directory.write("events", events)
    let step = Step.command(["-n"])
    let finished = try Command(
      "/bin/sh", arguments: ["-c", #""$0" "$@" <events \#(target)"#, step.path] + step.arguments,
      directory: directory.path
    ).run()
    #expect(finished.status == .exited(2), finished.story)
    let after = String(decoding: try directory.read("events"), as: UTF8.self)
    #expect(after.hasPrefix(events))
    #expect((finished.errors + after).contains("standard input"), finished.story)
    #expect(!after.contains("dry_run"))
  }

  @Test func theSummaryDoesNotOverwriteTheOutput() throws {
    let directory = try TemporaryDirectory()
    try directory.write("out", "earlier\n")
    let step = Step.command(["-n", "--summary-file", "out"])
    let finished = try Command(
      "/bin/sh", arguments: ["-c", #""$0" "$@" >>out"#, step.path] + step.arguments,
      directory: directory.path
    ).run(stdin: Step.events(1...3))
    #expect(finished.status == .exited(2), finished.story)
    #expect(finished.errors.contains("'out' is the file of standard output"), finished.story)
    #expect(String(decoding: try directory.read("out"), as: UTF8.self) == "earlier\n")
  }

  @Test func devicesMayBeReadAndWritten() throws {
    let step = Step.command(["-n", "--summary-file", "/dev/null"])
    let finished = try Command(
      "/bin/sh",
      arguments: ["-c", #""$0" "$@" </dev/null >/dev/null 2>/dev/null"#, step.path]
        + step.arguments
    ).run()
    #expect(finished.status == .exited(0), finished.story)
  }
}
