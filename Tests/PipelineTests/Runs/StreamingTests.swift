import Sandbox
import TestSupport
import Testing
import Threads

@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is held back, and what is not, while streams stay open.
@Suite(.timeLimit(.minutes(5))) struct StreamingTests {
  @Test func writesAResultWhileTheNextLineIsIncomplete() throws {
    let run = try PipedRun(config(), to: try Collector())
    try run.input.write("{\"id\":1}\n{\"id\":2")
    #expect(try run.readLine().id == 1)
    try run.input.write("}")
    try run.input.write("\n{\"id\"")
    #expect(try run.readLine().id == 2)
    try run.input.write(":3}")
    // The end of the input ends the last line.
    run.input.closeWriteEnd()
    #expect(try run.readLine().id == 3)
    let report = try run.finish()
    #expect(report.delivered == 3)
    #expect(report.inputEnd == .endOfInput)
  }

  @Test func answersLineByLine() throws {
    let run = try PipedRun(config(), to: try Collector())
    for id in 1...200 {
      try run.input.write(events(id...id))
      #expect(try run.readLine().id == id)
    }
    #expect(try run.finish().delivered == 200)
  }

  @Test func holdsABoundedNumberBehindASlowCall() throws {
    let collector = try Collector { request in
      request.id == 1 ? .success(after: .seconds(2)) : .success
    }
    let directory = try TemporaryDirectory()
    let file = open(try directory.write("in", events(1...8000)), O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let run = try PipedRun(config(), to: collector) { $0.input = file }
    // The bound, and what the reader may add to it at once.
    #expect(eventually { collector.statistics.requests >= 4096 })
    #expect(!eventually(within: 0.2) { collector.statistics.requests > 4096 + 512 })
    for id in 1...8000 { #expect(try run.readLine().id == id) }
    #expect(try run.finish().delivered == 8000)
  }

  @Test func doesNotHoldUpEventsBehindASlowCallWithoutOrder() throws {
    let collector = try Collector { request in
      request.id == 1 ? .success(after: .seconds(2)) : .success
    }
    let run = try FileRun(config(), events(1...10_000), to: collector) { $0.run.isUnordered = true }
    #expect((run.ids.firstIndex(of: 1) ?? 0) > 100)
    #expect(run.report.delivered == 10_000)
  }

  @Test func makesNoCallTimeOutForASlowReaderOfTheOutput() throws {
    let collector = try Collector { _ in .success(after: .milliseconds(1)) }
    let directory = try TemporaryDirectory()
    let file = open(
      try directory.write("in", events(1...6000, padding: 100)), O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let run = try PipedRun(config("timeout: 1"), to: collector) { $0.input = file }
    // Nobody reads for longer than a call may take; all that may be held is.
    #expect(eventually { collector.statistics.requests >= 4096 })
    let start = ContinuousClock.now
    #expect(eventually { ContinuousClock.now - start > .seconds(1.5) })
    #expect(collector.statistics.inFlight == 0)
    #expect(collector.statistics.requests < 6000)
    for id in 1...6000 {
      let line = try run.readLine()
      #expect(line.id == id && line.isSuccess)
    }
    #expect(try run.finish().delivered == 6000)
  }

  @Test func holdsABoundedNumberOfBytes() throws {
    // Each event is 1 MiB, of which the call sends next to nothing.
    let collector = try Collector { request in
      request.id == 1 ? .success(after: .seconds(2)) : .success
    }
    let run = try PipedRun(config(), to: collector, concurrency: 4)
    let input = run.input
    let writing = try Thread { try? input.write(events(1...90, padding: 1 << 20)) }
    #expect(eventually { collector.statistics.requests >= 60 })
    #expect(!eventually(within: 0.3) { collector.statistics.requests > 65 })
    for id in 1...90 { #expect(try run.readLine().id == id) }
    writing.join()
    #expect(try run.finish().delivered == 90)
  }

  @Test func goesThroughABigBacklogManyTimesOver() throws {
    let collector = try Collector(faults: try Faults.parse("503:0.05,reset:0.01,seed:7"))
    let run = try FileRun(
      config("retries: 10"), events(1...20_000), to: collector, concurrency: 64)
    #expect(run.ids == Array(1...20_000))
    #expect(run.report.delivered == 20_000)
  }
}
