import Sandbox
import TestSupport
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct ConcurrencyTests {
  @Test(arguments: [1, 2, 7, 64]) func isReachedAndNotExceeded(concurrency: Int) throws {
    let collector = try Collector { _ in .success(atPeak: concurrency) }
    let run = try FileRun(
      config(), events(1...(4 * concurrency)), to: collector, concurrency: concurrency)
    #expect(run.report.delivered == 4 * concurrency)
    #expect(collector.statistics.mostInFlight == concurrency)
    #expect(collector.statistics.connections == concurrency)
  }

  @Test func isReachedWhileTheFirstCallHangs() throws {
    let collector = try Collector { request in
      request.id == 1 ? Reply(delivery: .hang) : .success(after: .milliseconds(5))
    }
    let run = try FileRun(config("timeout: 3"), events(1...100), to: collector, concurrency: 4)
    #expect(run.lines.map(\.errorType) == ["timeout"] + Array(repeating: nil, count: 99))
    #expect(collector.statistics.mostInFlight == 4)
  }

  @Test func makesEachCallOnce() throws {
    let collector = try Collector(recording: true)
    let run = try FileRun(config(), events(1...5000), to: collector, concurrency: 32)
    #expect(run.ids == Array(1...5000))
    #expect(collector.requests.map(\.id).sorted() == Array(1...5000))
    #expect(Set(run.lines.map(\.messageID)).count == 5000)
    #expect(collector.statistics.connections <= 32)
  }

  @Test func doesNotSpinWhileARetryWaitsForRoom() throws {
    let collector = try Collector { request in
      request.id == 1 && request.header("X-Retry-Count") == nil
        ? Reply(status: 503) : .success(after: .milliseconds(700))
    }
    let run = try FileRun(
      config("retries: 1", "backoff_seconds: 0.05"), events(1...4), to: collector, concurrency: 2)
    #expect(run.report.delivered == 4)
    #expect(run.loopTime < 0.3)
  }
}
