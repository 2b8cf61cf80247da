import Sandbox
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct RetryTests {
  @Test(arguments: [408, 410, 429, 460, 500, 503, 599])
  func triesAgainUntilItSucceeds(status: Int) throws {
    let collector = try Collector(recording: true) { request in
      request.number < 3 ? Reply(status: status) : .success
    }
    let run = try FileRun(config("retries: 5"), events(1...1), to: collector)
    #expect(run.lines.map(\.attempts) == [3])
    #expect(run.lines[0].isSuccess)
    #expect(collector.requests.map { $0.header("X-Retry-Count") } == [nil, "1", "2"])
  }

  @Test(arguments: [Reply.Delivery.reset, .verbatim([]), .garbage, .truncated])
  func triesAgainAfterABrokenConnection(delivery: Reply.Delivery) throws {
    let collector = try Collector(recording: true) { request in
      request.header("X-Retry-Count") == nil
        ? Reply(body: [0x61], delivery: delivery) : .success
    }
    let run = try FileRun(config("retries: 1"), events(1...20), to: collector)
    let seen = Dictionary(grouping: collector.requests, by: \.messageID).mapValues(\.count)
    for line in run.lines {
      #expect(line.isSuccess)
      #expect(line.attempts == seen[line.messageID])
      #expect(try #require(line.attempts) >= 2)
    }
  }

  @Test(arguments: [200, 301, 400, 404, 501, 505, 511])
  func doesNotTryAgain(status: Int) throws {
    let collector = try Collector { _ in .json(#"{"success":false}"#, status: status) }
    let run = try FileRun(config("retries: 3"), events(1...2), to: collector)
    #expect(run.lines.map(\.attempts) == [1, 1])
    #expect(run.lines.allSatisfy { $0.text.contains(#""retryable":false"#) })
    #expect(collector.statistics.requests == 2)
  }

  @Test func givesUpWhenItsAttemptsAreUsedUp() throws {
    let collector = try Collector { request in Reply(status: 500 + request.number) }
    let run = try FileRun(config("retries: 2", "backoff_seconds: 0"), events(1...1), to: collector)
    // 501 is final, so the second is not reached.
    #expect(run.lines[0].attempts == 1)
    let again = try Collector { request in Reply(status: 502 + request.number) }
    let second = try FileRun(config("retries: 1"), events(1...1), to: again)
    #expect(second.lines[0].attempts == 2)
    #expect(second.lines[0].status == 504)
    #expect(second.lines[0].errorType == "http_status")
    #expect(second.lines[0].text.contains(#""message":"Segment answered 504 after 2 attempts""#))
    #expect(second.report.failed == [.httpStatus: 1])
  }

  @Test func keepsTheMessageIDAndSetsSentAtAnew() throws {
    let collector = try Collector(recording: true) { request in
      request.number < 3 ? Reply(status: 503) : .success
    }
    let run = try FileRun(
      config("retries: 2", "backoff_seconds: 0.05"), events(1...1), to: collector)
    let requests = collector.requests
    #expect(Set(requests.map(\.messageID)) == [run.lines[0].messageID])
    #expect(Set(requests.map(\.sentAt)).count == 3)
    #expect(requests.compactMap(\.sentAt) == requests.compactMap(\.sentAt).sorted())
    // Nothing else changes.
    #expect(Set(requests.map { $0.text.dropLast(#"2024-01-15T10:00:00.000Z"}"#.count) }).count == 1)
    #expect((run.lines[0].milliseconds ?? 0) >= 100)
  }

  @Test func waitsForTheBackoff() throws {
    let collector = try Collector { request in
      request.header("X-Retry-Count") == nil ? Reply(status: 500) : .success
    }
    let run = try FileRun(
      config("retries: 1", "backoff_seconds: 2"), events(1...40), to: collector, concurrency: 4)
    #expect(run.report.delivered == 40)
    #expect(run.lines.allSatisfy { ($0.milliseconds ?? 0) >= 2000 })
    // A call that waits holds no place: all wait at once, not four after four for 20 s.
    #expect(run.duration < .seconds(15))
  }

  @Test func waitsForRetryAfterIfItIsLonger() throws {
    let collector = try Collector { request in
      request.header("X-Retry-Count") == nil
        ? Reply(status: 503, headers: [("Retry-After", "1")]) : .success
    }
    let run = try FileRun(
      config("retries: 1", "backoff_seconds: 0.1"), events(1...2), to: collector)
    #expect(run.report.delivered == 2)
    #expect(run.duration >= .seconds(1))
  }

  @Test func doesNotHoldUpOtherEvents() throws {
    let collector = try Collector(recording: true) { request in
      request.id == 1 && request.header("X-Retry-Count") == nil ? Reply(status: 503) : .success
    }
    let run = try FileRun(
      config("retries: 1", "backoff_seconds: 3"), events(1...100), to: collector, concurrency: 1)
    #expect(run.ids == Array(1...100))
    #expect(collector.requests.map(\.id) == Array(1...100) + [1])
  }

  @Test func endsAnAttemptThatTakesTooLong() throws {
    let collector = try Collector { request in
      request.header("X-Retry-Count") == nil ? Reply(delivery: .hang) : .success
    }
    let run = try FileRun(config("timeout: 2", "retries: 1"), events(1...5), to: collector)
    #expect(run.lines.allSatisfy { $0.isSuccess && $0.attempts == 2 })
    #expect(run.duration >= .seconds(2))
  }

  @Test func tellsWhichAttemptsTookTooLong() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let run = try FileRun(config("timeout: 1", "retries: 1"), events(1...3), to: collector)
    #expect(run.lines.map(\.errorType) == ["timeout", "timeout", "timeout"])
    #expect(
      run.lines[0].text.contains(#""message":"no complete answer within 1 s (after 2 attempts)""#))
    #expect(run.report.failed == [.timeout: 3])
  }

  @Test func tellsThatNobodyListens() throws {
    let collector = try Collector.gone()
    let run = try FileRun(config("retries: 2"), events(1...30), to: collector)
    #expect(run.lines.allSatisfy { $0.errorType == "connect" && $0.attempts == 0 })
    #expect(run.lines.allSatisfy { $0.text.contains("(after 3 tries)") })
    #expect(run.report.failed == [.connect: 30])
  }
}
