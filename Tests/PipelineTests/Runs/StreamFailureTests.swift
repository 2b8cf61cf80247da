import Sandbox
import Segment
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

@Suite(.timeLimit(.minutes(5))) struct StreamFailureTests {
  @Test func endsWhenNobodyReadsTheOutput() throws {
    let collector = try Collector { request in
      request.id == 1 ? .success : Reply(delivery: .hang)
    }
    let run = try PipedRun(config(), to: collector) { $0.run.isUnordered = true }
    try run.input.write(events(1...1))
    #expect(try run.readLine().id == 1)
    run.output.closeReadEnd()
    // Calls under way are given up, and the open input is left alone.
    try run.input.write(events(2...4))
    #expect(eventually { collector.statistics.inFlight == 3 })
    try run.input.write("nonsense\n")
    #expect(eventually { run.hasEnded })
    let report = try run.finish()
    #expect(report.stop == .outputClosed)
    #expect(report.inputEnd == .stopped)
    #expect(eventually { collector.statistics.inFlight == 0 })
  }

  @Test func endsInTheMiddleOfALongInput() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let file = open(try directory.write("in", events(1...50_000)), O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let run = try PipedRun(config(), to: collector) { $0.input = file }
    #expect(try run.readLine().id == 1)
    run.output.closeReadEnd()
    #expect(eventually { run.hasEnded })
    #expect(try run.finish().stop == .outputClosed)
    #expect(collector.statistics.requests < 50_000)
  }

  @Test func tellsThatTheOutputIsFull() throws {
    let collector = try Collector()
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let run = try FileRun(config(), events(1...20_000), to: collector) { $0.output = full }
    #expect(run.report.stop == .outputFailed(ENOSPC))
    #expect(run.report.inputEnd == .stopped)
  }

  @Test func tellsThatTheOutputIsNotOpen() throws {
    let run = try FileRun(config(), events(1...2), to: try Collector()) { $0.output = -1 }
    #expect(run.report.stop == .outputFailed(EBADF))
  }

  @Test func tellsThatTheInputIsADirectory() throws {
    let directory = open("/", O_RDONLY | O_CLOEXEC)
    defer { close(directory) }
    let run = try FileRun(config(), "", to: try Collector()) { $0.input = directory }
    #expect(run.report.inputEnd == .failed(EISDIR))
    #expect(run.report.stop == nil)
    #expect(run.lines.isEmpty)
  }

  @Test func tellsThatTheInputIsNotOpen() throws {
    let run = try FileRun(config(), "", to: try Collector()) { $0.input = 1_000_000 }
    #expect(run.report.inputEnd == .failed(EBADF))
  }

  @Test func waitsForInputThatIsMadeNonBlocking() throws {
    let run = try PipedRun(config(), to: try Collector())
    _ = fcntl(run.input.readEnd, F_SETFL, O_NONBLOCK)
    _ = fcntl(run.output.writeEnd, F_SETFL, O_NONBLOCK)
    for id in 1...3 {
      try run.input.write(events(id...id))
      #expect(try run.readLine().id == id)
    }
    // More than the pipe holds.
    let input = run.input
    let writing = try Thread { try? input.write(events(4...1500, padding: 1000)) }
    #expect(eventually { run.input.isFull })
    for id in 4...1500 { #expect(try run.readLine().id == id) }
    writing.join()
    #expect(try run.finish().delivered == 1500)
  }
}
