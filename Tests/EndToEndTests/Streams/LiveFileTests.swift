import JSON
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

/// The files that tell of a run while it goes on.
struct LiveFileTests {
  private static let promtool = Tool.find("promtool")

  /// Samples by their name and labels.
  private func samples(_ text: String) -> [String: Double] {
    var samples: [String: Double] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let space = line.lastIndex(of: " "),
        let value = Double(line[line.index(after: space)...])
      else {
        Issue.record("no sample: \(line)")
        continue
      }
      #expect(samples.updateValue(value, forKey: String(line[..<space])) == nil)
    }
    return samples
  }

  private func text(_ directory: TemporaryDirectory, _ name: String) throws -> String {
    String(decoding: try directory.read(name), as: UTF8.self)
  }

  @Test func tellOfTheRunWhileItGoesOnAndAtItsEnd() throws {
    let collector = try Collector { request in
      switch request.number {
      case 2: Reply(status: 400)
      case 4: Reply(delivery: .hang)
      default: .success
      }
    }
    let directory = try TemporaryDirectory()
    let files = ["--summary-file", "summary", "--metrics-file", "metrics"]
    var command = Step.command(to: collector, files + ["-j", "1", "-s", "timeout=25"])
    command.directory = directory.path
    let running = try command.start()
    try running.write(Step.events(1...5) + "no json\n")
    running.closeInput()
    #expect(
      eventually {
        (try? field("running", of: text(directory, "summary"))) == "true"
          && (try? text(directory, "metrics"))?.contains("segment_step_running 1") == true
      })
    let live = samples(try text(directory, "metrics"))
    #expect(live["segment_step_calls_in_flight"] == 1)
    #expect(live["segment_step_events_total{outcome=\"delivered\"}"] == 2)
    #expect(live["segment_step_events_waiting"] == 2)

    let finished = try running.wait()
    #expect(finished.status == .exited(3), finished.story)
    let summary = try text(directory, "summary")
    #expect(try field("running", of: summary) == "false")
    #expect(try field("complete", of: summary) == "true")
    let ended = samples(try text(directory, "metrics"))
    let expected = [
      "segment_step_lines_read_total": 6.0, "segment_step_requests_total": 5,
      "segment_step_events_total{outcome=\"delivered\"}": 3,
      "segment_step_events_total{outcome=\"failed\"}": 3,
      "segment_step_failures_total{type=\"http_status\"}": 1,
      "segment_step_failures_total{type=\"timeout\"}": 1,
      "segment_step_failures_total{type=\"invalid_json\"}": 1,
      "segment_step_responses_total{status=\"200\"}": 3,
      "segment_step_responses_total{status=\"400\"}": 1,
      "segment_step_call_duration_seconds_bucket{le=\"+Inf\"}": 4,
      "segment_step_call_duration_seconds_count": 4, "segment_step_events_waiting": 0,
      "segment_step_calls_in_flight": 0, "segment_step_running": 0, "segment_step_outage": 0,
    ]
    for (name, value) in expected { #expect(ended[name] == value, "\(name)") }
    let delivery = try #require(ended["segment_step_last_delivery_timestamp_seconds"])
    #expect(abs(delivery - Double(time(nil))) < 120)
    // Nothing is left of what was written on the way.
    #expect(directory.list().sorted() == ["metrics", "summary"])
  }

  @Test(.enabled(if: promtool != nil, "needs promtool, of Debian's prometheus"))
  func promtoolTakesTheMetrics() throws {
    let collector = try Collector { $0.number == 2 ? Reply(status: 500) : .success }
    let directory = try TemporaryDirectory()
    let finished = try Step.command(
      to: collector, ["--metrics-file", directory.path("metrics")]
    ).run(stdin: Step.events(1...20))
    #expect(finished.status == .exited(0), finished.story)
    let check = try Command(try #require(Self.promtool), arguments: ["check", "metrics"])
      .run(stdin: try text(directory, "metrics"))
    #expect(check.status == .exited(0), check.story)
    #expect(check.errors == "", check.story)
  }

  @Test func aRunThatIsStoppedIsNotComplete() throws {
    let collector = try Collector { _ in Reply(status: 400) }
    let finished = try Step.command(
      to: collector, ["--summary", "json", "-s", "retry_propagate=true", "-q"]
    ).run(stdin: Step.events(1...3))
    let last = try #require(finished.errors.split(separator: "\n").last.map(String.init))
    #expect(try field("complete", of: last) == "false")
    #expect(try field("stopped_by", of: last) == "\"failed call\"")
  }

  @Test func areFilesOfTheirOwn() throws {
    let directory = try TemporaryDirectory()
    try directory.write("events", Step.events(1...3))
    for arguments in ["--metrics-file events", "--metrics-file m --summary-file m"] {
      let step = Step.command(["-n"] + arguments.split(separator: " ").map(String.init))
      var command = Command(
        "/bin/sh", arguments: ["-c", #""$0" "$@" < events"#, step.path] + step.arguments)
      command.directory = directory.path
      let finished = try command.run()
      #expect(finished.status == .exited(2), finished.story)
      #expect(finished.errors.hasPrefix("segment-step: --metrics-file: '"), finished.story)
    }
    #expect(try text(directory, "events") == Step.events(1...3))
  }
}
