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
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
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

  @Test func aSignalThatIsIgnoredFromTheStartStaysIgnored() throws {
    let collector = try Collector()
    let step = Step.command(to: collector)
    let running = try Command(
      "/bin/sh", arguments: ["-c", #"trap '' HUP; exec "$0" "$@""#, step.path] + step.arguments
    ).start()
    try running.write(Step.events(1...1))
    _ = try #require(try running.readLine())
    running.signal(SIGHUP)
    try running.write(Step.events(2...2))
    _ = try #require(try running.readLine())
    #expect(try running.wait().status == .exited(0))
  }

  @Test(arguments: [["--summary", "json"], [], ["-q"]])
  func tellsHowFarItIsWhenItIsAsked(_ arguments: [String]) throws {
    let collector = try Collector()
    let running = try Step.command(to: collector, arguments).start()
    try running.write(Step.events(1...3) + "\n")
    for _ in 1...3 { _ = try #require(try running.readLine()) }
    running.signal(SIGUSR1)
    let isJSON = arguments.contains("json")
    let text = isJSON ? #""delivered":3,"# : "3 delivered, 0 failed in "
    #expect(try running.waitForErrors(containing: text))
    // It goes on.
    try running.write(Step.events(4...4))
    _ = try #require(try running.readLine())
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
  }

  /// Whether the crash handler of Swift's library is there depends on the machine.
  @Test func endsBySIGQUIT() throws {
    let collector = try Collector()
    var command = Step.command(to: collector)
    command.environment["SWIFT_BACKTRACE"] = "enable=yes"
    let running = try command.start()
    try running.write(Step.events(1...1))
    _ = try #require(try running.readLine())
    running.signal(SIGQUIT)
    #expect(try running.wait().status == .signaled(SIGQUIT))
  }

  @Test(.enabled(if: Tool.find("python3") != nil)) func endsBySIGPIPEAlsoIfThatIsBlocked() throws {
    let script = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPIPE])
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let step = Step.command(["-n"])
    let running = try Command(
      Tool.path("python3"), arguments: ["-c", script, step.path] + step.arguments
    ).start()
    running.closeOutput()
    try running.write(Step.events(1...1))
    #expect(try running.wait().status == .signaled(SIGPIPE))
  }

  /// The reader sees input that the other process then takes, and waits for more in `read`.
  @Test(.enabled(if: Tool.find("python3") != nil))
  func stopsWhileAnotherProcessTakesItsInput() throws {
    let script = #"""
      import os, signal, subprocess, sys
      for _ in range(20):
          r, w = os.pipe()
          step = subprocess.Popen(sys.argv[1:], stdin=r, stdout=subprocess.PIPE)
          os.write(w, b'{"id":1}\n')
          step.stdout.readline()
          other = subprocess.Popen(["cat"], stdin=r, stdout=subprocess.DEVNULL)
          for _ in range(10): os.write(w, b'{"id":1}\n')
          step.send_signal(signal.SIGTERM)
          status = step.wait(30)
          other.kill()
          other.wait()
          os.close(r)
          os.close(w)
          assert status == 143, status
      """#
    let step = Step.command(["-n"])
    let finished = try Command(
      Tool.path("python3"), arguments: ["-c", script, step.path] + step.arguments
    ).run()
    #expect(finished.status == .exited(0), finished.story)
  }
}
