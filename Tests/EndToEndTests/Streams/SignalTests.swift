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

/// Runs that are stopped from outside.
struct SignalTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func finishesWhatIsInFlightAndAccountsForTheRest(signal: Int32, status: Int32) throws {
    let collector = try Collector { _ in Reply(delay: .seconds(1)) }
    let running = try Step.command(to: collector, ["-j", "4"]).start()
    try running.write(Step.events(1...50))
    #expect(eventually { collector.statistics.inFlight == 4 })
    running.signal(signal)
    // Standard input stays open: the run does not wait for its end.
    #expect(eventually { running.hasEnded })
    let finished = try running.wait()
    #expect(finished.status == .exited(status), finished.story)
    #expect(try finished.fields("id") == (1...50).map { "\($0)" })
    let types = try finished.fields("segment.error.type")
    #expect(types == Array(repeating: nil, count: 4) + Array(repeating: "\"not_sent\"", count: 46))
    #expect(collector.statistics.requests == 4)
    #expect(finished.errors.contains("after line 50; 46 events were read but not sent"))
  }

  @Test func endsAtOnceAtASecondSignal() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let running = try Step.command(to: collector, ["-j", "2"]).start()
    try running.write(Step.events(1...5))
    #expect(eventually { collector.statistics.inFlight == 2 })
    running.signal(SIGTERM)
    // The rest is given up at once, which shows that the first signal has arrived.
    #expect(try running.readLine(within: 0.2) == nil)
    running.signal(SIGTERM)
    #expect(eventually { running.hasEnded })
    #expect(try running.wait().status == .exited(143))
  }

  @Test func stopsWhileNothingComes() throws {
    let collector = try Collector()
    let running = try Step.command(to: collector).start()
    try running.write(Step.events(1...1))
    _ = try #require(try running.readLine())
    running.signal(SIGINT)
    #expect(eventually { running.hasEnded })
    let finished = try running.wait()
    #expect(finished.status == .exited(130), finished.story)
    #expect(finished.lines.count == 1)
  }

  @Test func aCallThatWaitsForItsRetryKeepsItsLastFailure() throws {
    let collector = try Collector { _ in Reply.json("{}", status: 503) }
    let running = try Step.command(
      to: collector, ["-s", "retries=3", "-s", "backoff_seconds=60"]
    ).start()
    try running.write(Step.events(1...1))
    #expect(eventually { collector.statistics.repliesByStatus[503] == 1 })
    // The answer is on its way; it is in when a call made after it has its own.
    try running.write(Step.events(2...2))
    #expect(eventually { collector.statistics.repliesByStatus[503] == 2 })
    running.signal(SIGTERM)
    let finished = try running.wait()
    #expect(finished.status == .exited(143), finished.story)
    #expect(try field("segment.error.type", of: finished.lines[0]) == "\"http_status\"")
    #expect(try field("segment.attempts", of: finished.lines[0]) == "1")
  }

  @Test func halvesOfARefusedBatchKeepItsAnswer() throws {
    let collector = try Collector { request in
      request.number == 1 ? Reply(status: 400) : Reply(delivery: .hang)
    }
    let running = try Step.command(
      to: collector, ["-b", "2", "-j", "1", "-s", "timeout=1"]
    ).start()
    try running.write(Step.events(1...2))
    #expect(eventually { collector.statistics.requests == 2 })
    running.signal(SIGTERM)
    let finished = try running.wait()
    #expect(finished.status == .exited(143), finished.story)
    let types = try finished.fields("segment.error.type")
    #expect(types == ["\"timeout\"", "\"http_status\""], finished.story)
    #expect(try finished.fields("segment.attempts") == ["2", "1"])
  }
}
