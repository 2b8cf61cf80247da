import Sandbox
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct OutageRunTests {
  @Test func oneCallAtATimeTriesUntilTheServiceIsBack() throws {
    let collector = try Collector { request in
      request.number <= 9 ? Reply(status: 503) : .success
    }
    let run = try FileRun(
      config("retries: 0"), events(1...300), to: collector, concurrency: 8, retryFor: 3600)
    #expect(run.report.delivered == 300)
    #expect(run.ids == Array(1...300))
    // The eight in flight failed, then one of those that tried.
    #expect(collector.statistics.requests == 309)
  }

  @Test func whatIsOverdueFails() throws {
    let collector = try Collector { _ in Reply(status: 503) }
    let run = try FileRun(
      config("retries: 0"), events(1...4), to: collector, concurrency: 4, retryFor: 1)
    #expect(run.report.failed == [.httpStatus: 4])
    #expect(run.ids == Array(1...4))
  }
}
