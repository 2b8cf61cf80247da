import Sandbox
import Synchronization
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct PauseTests {
  /// When requests came.
  private final class Arrivals: Sendable {
    let times = Mutex<[(id: Int, time: ContinuousClock.Instant)]>([])
  }

  /// Runs ten events one by one, the first answered so; which requests came, and how long after
  /// the first.
  private func run(
    _ first: Reply, retries: Int
  ) throws -> (FileRun, [(id: Int, time: Duration)]) {
    let arrivals = Arrivals()
    let collector = try Collector { request in
      arrivals.times.withLock { $0.append((request.id, .now)) }
      return request.number == 1 ? first : .success
    }
    let run = try FileRun(
      config("retries: \(retries)"), events(1...10), to: collector, concurrency: 1)
    let times = arrivals.times.withLock { $0 }
    return (run, times.map { ($0.id, $0.time - times[0].time) })
  }

  private func refusal(_ status: Int, seconds: Int = 1) -> Reply {
    Reply(status: status, headers: [("Retry-After", "\(seconds)")])
  }

  @Test func pausesAllCallsAfter429() throws {
    let (run, arrivals) = try run(refusal(429), retries: 1)
    #expect(run.report.delivered == 10)
    // The call that was refused goes first once the pause is over.
    #expect(arrivals.map(\.id) == [1] + Array(1...10))
    #expect(arrivals.dropFirst().allSatisfy { $0.time >= .seconds(1) })
  }

  @Test func a429CostsNoRetry() throws {
    let (run, arrivals) = try run(refusal(429), retries: 0)
    #expect(run.report.delivered == 10)
    #expect(arrivals.map(\.id) == [1] + Array(1...10))
    #expect(arrivals.dropFirst().allSatisfy { $0.time >= .seconds(1) })
  }

  @Test func doesNotPauseAfter503() throws {
    let (run, arrivals) = try run(refusal(503, seconds: 3), retries: 1)
    #expect(run.report.delivered == 10)
    #expect(arrivals.map(\.id) == Array(1...10) + [1])
    #expect(arrivals[10].time >= .seconds(3))
  }

  @Test func pausesOnceForManyAtOnce() throws {
    var together = refusal(429, seconds: 4)
    together.peak = 8
    let refusal = together
    let collector = try Collector { request in
      request.header("X-Retry-Count") == nil && request.id <= 8 ? refusal : .success
    }
    let run = try FileRun(config("retries: 1"), events(1...20), to: collector, concurrency: 8)
    #expect(run.report.delivered == 20)
    #expect(run.duration < .seconds(7.9))
  }
}
