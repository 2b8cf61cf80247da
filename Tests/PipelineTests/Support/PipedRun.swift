import Sandbox
import Segment
import Synchronization
import TestSupport
import Threads

@testable import Pipeline

/// A run between two pipes, on a thread of its own.
final class PipedRun {
  let input: Pipe
  let output: Pipe
  private let collector: Collector
  private let thread: Thread
  private let outcome = Outcome()
  private var unread: [UInt8] = []
  private var isJoined = false

  private final class Outcome: Sendable {
    let report = Mutex<RunReport?>(nil)
  }

  init(
    _ config: StepConfig, to collector: Collector, concurrency: Int = 16,
    adjust: (inout Pipeline.Options) -> Void = { _ in }
  ) throws {
    self.collector = collector
    input = try Pipe()
    output = try Pipe()
    var options = Pipeline.Options()
    options.input = input.readEnd
    options.output = output.writeEnd
    options.run.concurrency = concurrency
    adjust(&options)
    let service = service(collector)
    thread = try Thread { [outcome, options] in
      let report = try? Pipeline(CallProtocol(config, to: service), options: options).run()
      outcome.report.withLock { $0 = report }
    }
  }

  deinit {
    input.closeWriteEnd()
    output.closeReadEnd()
    if !isJoined { thread.join() }
  }

  /// Whether the run has ended.
  var hasEnded: Bool { outcome.report.withLock { $0 != nil } }

  /// The next line of the output.
  ///
  /// - Throws: when none comes within 20 seconds.
  func readLine() throws -> OutputLine {
    var searched = 0
    while true {
      if let end = unread[searched...].firstIndex(of: 0x0A) {
        defer { unread.removeFirst(end + 1) }
        return OutputLine(text: String(decoding: unread[..<end], as: UTF8.self))
      }
      searched = unread.count
      let bytes = try output.read()
      guard !bytes.isEmpty else { throw SupportError("the output has ended") }
      unread += bytes
    }
  }

  /// Ends the input, reads nothing more, and waits for the run to end.
  func finish() throws -> RunReport {
    input.closeWriteEnd()
    thread.join()
    isJoined = true
    guard let report = outcome.report.withLock({ $0 }) else { throw SupportError("no report") }
    return report
  }
}
