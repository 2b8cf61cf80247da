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
