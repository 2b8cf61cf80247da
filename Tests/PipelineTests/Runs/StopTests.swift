import Sandbox
import TestSupport
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct StopTests {
  @Test func stopsAfterAFailedCall() throws {
    let collector = try Collector { request in
      request.id == 3 ? Reply(status: 400) : .success
    }
    let run = try FileRun(
      config("retry_propagate: true"), events(1...500), to: collector, concurrency: 1)
    #expect(run.report.stop == .callFailed)
    #expect(run.ids == Array(1...500))
    #expect(run.lines.prefix(3).map(\.errorType) == [nil, nil, "http_status"])
    #expect(run.lines.dropFirst(3).allSatisfy { $0.errorType == "not_sent" })
    #expect(run.lines.dropFirst(3).allSatisfy { $0.attempts == 0 && $0.milliseconds == nil })
    #expect(run.report.failed == [.httpStatus: 1, .notSent: 497])
    #expect(run.report.delivered == 2)
    // Not one call more.
    #expect(collector.statistics.requests == 3)
  }

  @Test func letsCallsInFlightFinish() throws {
    let collector = try Collector { request in
      request.id == 1
        ? Reply(status: 400, delay: .milliseconds(50)) : .success(after: .milliseconds(300))
    }
    let run = try FileRun(
      config("retry_propagate: true"), events(1...10), to: collector, concurrency: 4)
    #expect(
      run.lines.map(\.errorType) == ["http_status", nil, nil, nil]
        + Array(repeating: "not_sent", count: 6))
    #expect(collector.statistics.requests == 4)
  }

  @Test func triesTheCallAgainBeforeItStops() throws {
    let collector = try Collector { _ in Reply(status: 503) }
    let run = try FileRun(
      config("retry_propagate: true", "retries: 2"), events(1...5), to: collector, concurrency: 1)
    #expect(run.lines[0].attempts == 3)
    #expect(run.report.stop == .callFailed)
    #expect(run.lines.count == 5)
  }

  @Test func givesWaitingRetriesTheResultOfTheirLastAttempt() throws {
    let collector = try Collector { request in
      request.id == 1 ? Reply(status: 503) : Reply(status: 400, delay: .milliseconds(200))
    }
    let run = try FileRun(
      config("retry_propagate: true", "retries: 1", "backoff_seconds: 60"), events(1...3),
      to: collector, concurrency: 1)
    #expect(run.lines.map(\.status) == [503, 400, nil])
    #expect(run.lines.map(\.attempts) == [1, 1, 0])
    #expect(run.lines[0].text.contains(#""retryable":true"#))
    #expect(run.duration < .seconds(20))
  }

  @Test func endsAPauseWhenItStops() throws {
    let collector = try Collector { request in
      request.id == 1
        ? Reply(status: 429, headers: [("Retry-After", "60")])
        : Reply(status: 400, delay: .milliseconds(100))
    }
    let run = try FileRun(
      config("retry_propagate: true", "retries: 1"), events(1...20), to: collector, concurrency: 2)
    #expect(run.lines.map(\.status).prefix(2) == [429, 400])
    #expect(run.lines.dropFirst(2).allSatisfy { $0.errorType == "not_sent" })
    #expect(run.duration < .seconds(20))
  }

  @Test func readsNoMoreAndEndsThoughTheInputStaysOpen() throws {
    let collector = try Collector { _ in Reply(status: 400) }
    let run = try PipedRun(config("retry_propagate: true"), to: collector)
    try run.input.write(events(1...2))
    #expect(try run.readLine().errorType == "http_status")
    #expect(eventually { run.hasEnded })
    let report = try run.finish()
    #expect(report.stop == .callFailed)
    #expect(report.inputEnd == .stopped)
  }

  @Test func accountsForEveryLineOfALongInput() throws {
    let collector = try Collector { request in
      request.id == 1000 ? Reply(status: 400) : .success
    }
    // Several times as long as what the reader takes in at once.
    let run = try FileRun(
      config("retry_propagate: true"), events(1...20_000, padding: 40), to: collector)
    #expect(run.ids == Array(1...run.lines.count))
    #expect(run.lines.count == run.report.lines)
    #expect(run.lines.count < 20_000)
    #expect(run.report.inputEnd == .stopped)
    let results = run.lines.map { $0.errorType ?? "success" }
    #expect(results.filter { $0 == "http_status" }.count == 1)
    #expect(
      results.filter { $0 == "not_sent" }.count == run.report.lines
        - collector.statistics.requests)
  }

  @Test func doesNotStopForEventsWithoutCalls() throws {
    let collector = try Collector()
    let run = try FileRun(
      config("retry_propagate: true"), "{\"id\":\"\"}\nnonsense\n" + events(1...3), to: collector)
    #expect(run.report.stop == nil)
    #expect(run.report.delivered == 3)
  }
}
