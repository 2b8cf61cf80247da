import JSON
import Sandbox
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A service that is down for a while, with `--retry-for`.
struct OutageTests {
  private final class Service: Sendable {
    let isUp = Atomic(false)

    func collector() throws -> Collector {
      try Collector(recording: true) { _ in
        self.isUp.load(ordering: .relaxed) ? .success : Reply(status: 503)
      }
    }
  }

  @Test func isNamedAndNothingFails() throws {
    let service = Service()
    let collector = try service.collector()
    let directory = try TemporaryDirectory()
    var command = Step.command(
      to: collector, ["-e", "-j", "8", "--retry-for", "2h", "--metrics-file", "metrics"])
    command.directory = directory.path
    let running = try command.start()
    try running.write(Step.events(1...1000))
    #expect(eventually { collector.statistics.requests >= 9 })
    #expect(
      try eventually {
        running.signal(SIGUSR1)
        let words = "nothing gets through at present\n"
        return try running.waitForErrors(containing: words, within: 0.2)
      })
    #expect(
      eventually {
        let metrics = try? directory.read("metrics")
        return metrics.map { String(decoding: $0, as: UTF8.self) }?
          .contains("segment_step_outage 1\n") == true
      })
    // The eight that were in flight, and one call at a time, each after twice the wait.
    #expect(collector.statistics.requests < 40)
    service.isUp.store(true, ordering: .relaxed)
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...1000).map(String.init))
    let metrics = String(decoding: try directory.read("metrics"), as: UTF8.self)
    #expect(metrics.contains("segment_step_outage 0\n"))
  }

  /// The time of all counts from the beginning of the outage, not that of each from when the one before
  /// is given up: 300 times two seconds would be beyond the deadline of a command.
  @Test(arguments: [[], ["-b", "10"]])
  func allAreGivenUpWhenTheTimeIsOver(arguments: [String]) throws {
    let collector = try Service().collector()
    let arguments = ["-j", "8", "--retry-for", "2s"] + arguments
    let finished = try Step.command(to: collector, arguments).run(stdin: Step.events(1...300))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...300).map(String.init))
    #expect(try finished.fields("segment.status") == (1...300).map { _ in "503" })
    #expect(
      finished.errors.hasPrefix(
        "segment-step: nothing gets through (http_status 503): "
          + "from now on one call at a time tries\n"))
  }

  /// The service is back between the last of the tries whose waits double and the end of the time.
  @Test func oneTriesOnceMoreWhenTheTimeIsOver() throws {
    let firstCall = Mutex<ContinuousClock.Instant?>(nil)
    let collector = try Collector { _ in
      let first = firstCall.withLock { time in
        time = time ?? .now
        return time ?? .now
      }
      return ContinuousClock.now - first < .milliseconds(1600) ? Reply(status: 503) : .success
    }
    let finished = try Step.command(to: collector, ["-e", "-j", "4", "--retry-for", "2s"])
      .run(stdin: Step.events(1...100))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("segment.success") == (1...100).map { _ in "true" })
  }

  @Test func standardErrorSaysWhenItBeginsAndEnds() throws {
    let service = Service()
    let collector = try service.collector()
    let running = try Step.command(to: collector, ["-j", "4", "--retry-for", "2h"]).start()
    try running.write(Step.events(1...50))
    #expect(try running.waitForErrors(containing: "nothing gets through (http_status 503)"))
    service.isUp.store(true, ordering: .relaxed)
    #expect(try running.waitForErrors(containing: "segment-step: calls get through again, after "))
    #expect(try running.wait().lines.count == 50)
  }

  @Test func aLongPauseIsNamedOnce() throws {
    let collector = try Collector { _ in Reply(status: 429, headers: [("Retry-After", "7")]) }
    let running = try Step.command(to: collector, ["-j", "4"]).start()
    try running.write(Step.events(1...8))
    let words = "no call starts for 7.0 s, for the answer was 429\n"
    #expect(try running.waitForErrors(containing: words))
    running.signal(SIGINT)
    let finished = try running.wait()
    #expect(finished.errors.split(separator: words, omittingEmptySubsequences: false).count == 2)
  }

  /// What a log gets during an outage is taken up afterwards.
  @Test(.enabled(if: Tool.find("bash") != nil, "needs bash"))
  func aLogThatGrowsMeanwhileIsTakenUp() throws {
    let service = Service()
    let collector = try service.collector()
    let directory = try TemporaryDirectory()
    _ = try directory.write("log", Step.events(1...500))
    let step = Step.command(to: collector, ["-j", "4", "--retry-for", "2h"])
    // tail ends with the process that bash becomes.
    let script = #"exec "$@" < <(exec tail -n +1 -F --pid=$$ log)"#
    var command = Command(
      try Tool.path("bash"), arguments: ["-c", script, "bash", step.path] + step.arguments)
    command.directory = directory.path
    let running = try command.start()
    #expect(eventually { collector.statistics.requests >= 5 })
    for part in 0..<10 {
      try directory.append("log", Step.events(501 + part * 50...550 + part * 50))
    }
    service.isUp.store(true, ordering: .relaxed)
    for number in 1...1000 {
      let line = try #require(try running.readLine(within: 60))
      #expect(try field("id", of: line) == "\(number)")
      #expect(try field("segment.success", of: line) == "true")
    }
    running.signal(SIGTERM)
    #expect(try running.wait().status == .exited(143))
  }
}
