import Sandbox
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

/// Runs with as many calls at once that several transfer loops share them.
@Suite(.timeLimit(.minutes(5))) struct LoopsTests {
  @Test(arguments: [(false, 16), (true, 4)]) func shareTheConcurrency(
    compresses: Bool, least: Int
  ) {
    for concurrency in 1...1024 {
      let shares = LoopShares.shares(concurrency: concurrency, compresses: compresses)
      #expect(shares.reduce(0, +) == concurrency)
      #expect(shares.count == 1 || shares.allSatisfy { $0 >= least })
      #expect(shares.count <= 8)
      #expect(shares.count == LoopShares.count(concurrency: concurrency, compresses: compresses))
    }
  }

  @Test func useOneConnectionForOneEventAfterAnother() throws {
    let collector = try Collector()
    let run = try PipedRun(config(), to: collector, concurrency: 64)
    for id in 1...50 {
      try run.input.write(events(id...id))
      #expect(try run.readLine().id == id)
    }
    #expect(try run.finish().delivered == 50)
    #expect(collector.statistics.connections == 1)
  }

  @Test func makeACallAgainThatItsOwnLoopHasNoRoomFor() throws {
    let collector = try Collector { request in
      switch request.id {
      case 1 where request.header("X-Retry-Count") == nil: Reply(status: 503)
      case 1: .success
      default: Reply(delivery: .hang)
      }
    }
    let run = try PipedRun(
      config("retries: 1", "backoff_seconds: 0.5", "timeout: 2"), to: collector, concurrency: 32
    ) { $0.run.isUnordered = true }
    // The first loop has them all.
    try run.input.write(events(1...16))
    #expect(eventually { collector.statistics.requests == 16 })
    // It takes this one in the place of the call that was refused.
    try run.input.write(events(17...17))
    #expect(try run.readLine().id == 1)
    #expect(try run.finish().failed == [.timeout: 16])
  }

  @Test func pauseTogether() throws {
    let start = ContinuousClock.now
    let arrivals = Mutex<[Duration]>([])
    let collector = try Collector { request in
      arrivals.withLock { $0.append(.now - start) }
      return request.number == 1
        ? Reply(status: 429, headers: [("Retry-After", "1")]) : .success(after: .milliseconds(200))
    }
    let run = try FileRun(config("retries: 1"), events(1...300), to: collector, concurrency: 64)
    #expect(run.report.delivered == 300)
    let times = arrivals.withLock { $0 }
    #expect(times.count == 301)
    #expect(times.dropFirst(64).allSatisfy { $0 - times[0] >= .seconds(1) })
  }

  @Test func letCallsInFlightFinishWhenTheRunStops() throws {
    let collector = try Collector { request in
      request.id == 100 ? Reply(status: 400) : .success(after: .milliseconds(20))
    }
    let run = try FileRun(
      config("retry_propagate: true"), events(1...2000), to: collector, concurrency: 64)
    #expect(run.report.stop == .callFailed)
    #expect(run.ids == Array(1...2000))
    #expect(run.lines[99].errorType == "http_status")
    // What was sent is in the books as sent, and nothing else is.
    let sent = run.lines.filter { $0.errorType != "not_sent" }
    #expect(sent.count == collector.statistics.requests)
    #expect(sent.count < 300)
  }

  @Test func endWithoutAnyCalls() throws {
    let run = try FileRun(config(), events(1...3000), to: try Collector(), concurrency: 1024) {
      $0.run.isDry = true
    }
    #expect(run.report.dry == 3000)
    #expect(run.ids == Array(1...3000))
  }

  @Test func endAtOnceWhenNobodyReadsTheOutput() throws {
    let collector = try Collector { request in
      request.id == 1 ? .success : Reply(delivery: .hang)
    }
    let run = try PipedRun(config(), to: collector, concurrency: 128)
    run.output.closeReadEnd()
    try run.input.write(events(1...128))
    #expect(eventually { run.hasEnded })
    #expect(try run.finish().stop == .outputClosed)
  }
}
