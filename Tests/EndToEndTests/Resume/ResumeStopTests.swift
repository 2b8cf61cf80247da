import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs that are stopped, and taken up again with the same command line.
struct ResumeStopTests {
  private static let count = 400

  @Test(arguments: [[], ["-b", "3"]])
  func leavesWhatWasNeverBegunToTheNextRun(_ arguments: [String]) throws {
    let collector = try Collector { _ in Reply(delay: .seconds(1)) }
    var resuming = try Resuming(collector)
    resuming.arguments = arguments + ["-j", "2"]
    let running = try resuming.command.start()
    // Those that are refused stand behind others, and are left too.
    try running.write(Step.events(1...30) + "[]\n" + Step.events(31...40))
    #expect(eventually { collector.statistics.inFlight == 2 })
    running.signal(SIGTERM)
    #expect(eventually { running.hasEnded })
    let finished = try running.wait()
    #expect(finished.status == .exited(143), finished.story)
    let done = arguments.isEmpty ? 2 : 6
    #expect(try resuming.ids() == Array(1...done))
    #expect(
      finished.errors.contains(
        "by a signal after line \(done); the next run begins with line \(done + 1)"),
      finished.story)
    #expect(collector.statistics.requests == 2)
  }

  @Test func aFailureThatStopsTheRunIsTheLastLine() throws {
    let collector = try Collector { Reply.json("{}", status: $0.number == 3 ? 400 : 200) }
    var resuming = try Resuming(collector)
    resuming.arguments = ["-j", "1", "-s", "retry_propagate=true"]
    let stopped = try resuming.run(Step.events(1...9))
    #expect(stopped.status == .exited(1), stopped.story)
    #expect(stopped.errors.contains("retry_propagate is true; the next run begins with line 4"))
    #expect(try resuming.ids() == [1, 2, 3])
    try resuming.succeed(Step.events(1...9))
    #expect(try resuming.ids() == Array(1...9))
    #expect(collector.statistics.requests == 9)
  }

  @Test func aLineThatIsTooLongIsPassedOverAsItWas() throws {
    let collector = try Collector()
    var resuming = try Resuming(collector)
    resuming.arguments = ["-j", "1", "--max-line", "20"]
    let long = #"{"id":21,"longer":true}"# + "\n"
    let first = try resuming.run(Step.events(1...20) + long)
    #expect(first.status == .exited(3), first.story)
    #expect(first.errors.contains("1 line was longer than 20 bytes; its result says so; --max"))
    // With the same limit the line is known by its beginning, without one by all of it.
    try resuming.succeed(Step.events(1...20) + long + Step.events(22...25))
    resuming.arguments = []
    try resuming.succeed(Step.events(1...20) + long + Step.events(22...30))
    let results = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    #expect(results.split(separator: "\n").count == 30)
    #expect(collector.statistics.requests == 29)
  }

  /// `SEGMENT_STEP_TEST_KILLS=100` kills so often.
  @Test(arguments: [[], ["-b", "7"], ["-j", "64"]])
  func eachEventHasOneResultHoweverOftenItIsKilled(_ arguments: [String]) throws {
    let kills = getenv("SEGMENT_STEP_TEST_KILLS").flatMap { Int(String(cString: $0)) } ?? 8
    let collector = try Collector(recording: true)
    var resuming = try Resuming(collector)
    resuming.arguments = arguments + ["-s", "message_id=m-${id}"]
    let input = try resuming.directory.write("events", Self.input)
    var killed = 0
    while killed < kills {
      let running = try resuming.command.start(.file(input))
      // Now and then before it has begun.
      let moment = collector.statistics.requests + Int.random(in: -2...60)
      #expect(eventually { collector.statistics.requests >= moment || running.hasEnded })
      running.signal(killed % 2 == 0 ? SIGKILL : SIGTERM)
      let finished = try running.wait()
      if finished.status == .exited(0) {
        // The next ones have it to do again.
        try Self.check(resuming, collector)
        try resuming.directory.write("results", "")
      } else {
        let expected: [TestSupport.ExitStatus] =
          killed % 2 == 0 ? [.signaled(SIGKILL)] : [.exited(143), .signaled(SIGTERM)]
        #expect(expected.contains(finished.status), finished.story)
        killed += 1
      }
    }
    let last = try resuming.command.start(.file(input)).wait()
    #expect(last.status == .exited(0), last.story)
    try Self.check(resuming, collector)
  }

  /// Events, with blank lines between them.
  private static var input: String {
    (1...count).map { "{\"id\":\($0)}\n" + ($0 % 50 == 0 ? " \n" : "") }.joined()
  }

  /// Each event is delivered, has one line, and stands in order.
  private static func check(_ resuming: Resuming, _ collector: Collector) throws {
    let results = try resuming.results()
    #expect(try resuming.ids() == Array(1...count))
    #expect(try results.allSatisfy { try field("segment.success", of: $0) == "true" })
    let sent = collector.requests.map { String(decoding: $0.body, as: UTF8.self) }.joined()
    for id in 1...count { #expect(sent.contains("\"m-\(id)\"")) }
  }
}
