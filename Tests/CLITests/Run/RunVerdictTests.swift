import Segment
import Testing

@testable import CLI
@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct RunVerdictTests {
  private struct Said: Equatable {
    var status: CLI.ExitStatus
    var error: String?
    var warnings: [String] = []
  }

  /// What is said of a run; `-e` is given if `exitStatus`.
  private func summary(
    exitStatus: Bool = false, _ change: (inout RunReport) -> Void = { _ in }
  ) -> Said {
    var report = RunReport()
    report.delivered = 5
    change(&report)
    var settings = Settings()
    settings.exitStatus = exitStatus
    let summary = RunVerdict(report, settings)
    func text(_ diagnostic: Diagnostic) -> String {
      diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "")
    }
    return Said(
      status: summary.status, error: summary.error.map(text),
      warnings: summary.warnings.map(text))
  }

  @Test func success() {
    #expect(summary() == Said(status: .success))
    #expect(summary(exitStatus: true) == Said(status: .success))
  }

  @Test func failedDeliveriesAreInTheOutput() {
    #expect(summary { $0.failed = [.timeout: 2] } == Said(status: .success))
    #expect(summary { $0.refused = [.invalidCall: 1] } == Said(status: .success))
  }

  @Test func failedDeliveriesMatterIfAsked() {
    let failed = summary(exitStatus: true) { report in
      report.failed = [.timeout: 1, .httpStatus: 1]
      report.refused = [.missingField: 1]
    }
    let warning = "3 events were not delivered"
    #expect(failed == Said(status: .deliveryFailed, warnings: [warning]))
    let one = summary(exitStatus: true) { $0.refused = [.invalidCall: 1] }
    #expect(one.warnings == ["1 event was not delivered"])
  }

  @Test func invalidLines() {
    let lines = "2 lines were not JSON objects; their results say why"
    let line = "1 line was not a JSON object; its result says why"
    let two: (inout RunReport) -> Void = { $0.refused = [.invalidJSON: 1, .notAnObject: 1] }
    #expect(summary(two) == Said(status: .invalidInput, warnings: [lines]))
    #expect(summary(exitStatus: true, two) == Said(status: .invalidInput, warnings: [lines]))
    let stopped = summary { report in
      report.refused = [.invalidJSON: 1]
      report.inputEnd = .invalidLine
    }
    #expect(stopped == Said(status: .invalidInput, warnings: [line]))
    let both = summary(exitStatus: true) { report in
      report.refused = [.invalidJSON: 1, .invalidCall: 1]
    }
    #expect(
      both == Said(status: .deliveryFailed, warnings: [line, "1 event was not delivered"]))
  }

  @Test func aLineTooLong() {
    let warning =
      "1 line was longer than 67108864 bytes; its result says so; --max-line sets the limit"
    let one = summary { $0.refused = [.lineTooLong: 1] }
    #expect(one == Said(status: .invalidInput, warnings: [warning]))
    let both = summary { $0.refused = [.lineTooLong: 1, .invalidJSON: 1] }
    #expect(
      both
        == Said(
          status: .invalidInput,
          warnings: [warning, "1 line was not a JSON object; its result says why"]))
  }

  @Test func acceptedLinesAreNoFailure() {
    var report = RunReport()
    report.refused = [.invalidJSON: 1]
    var settings = Settings()
    settings.run.invalidLines = .accept
    #expect(RunVerdict(report, settings).status == .success)
    report.inputEnd = .failed(EISDIR)
    #expect(RunVerdict(report, settings).status == .streamFailed)
  }

  @Test func aCallThatStopsTheRun() {
    let stopped = summary { report in
      report.stop = .callFailed
      report.inputEnd = .stopped
      report.failed = [.httpStatus: 1, .notSent: 3]
    }
    let error = "stopped: a call was not delivered, and retry_propagate is true"
    #expect(
      stopped
        == Said(status: .deliveryFailed, error: error, warnings: ["4 events were not delivered"]))
  }

  @Test func brokenStreams() {
    let unreadable = summary { $0.inputEnd = .failed(EISDIR) }
    #expect(
      unreadable
        == Said(status: .streamFailed, error: "cannot read standard input: Is a directory"))
    let full = summary { $0.stop = .outputFailed(ENOSPC) }
    let message = "cannot write to standard output: No space left on device"
    #expect(full == Said(status: .streamFailed, error: message))
    let closed = summary { report in
      report.stop = .outputClosed
      report.refused = [.invalidJSON: 1]
    }
    #expect(closed == Said(status: .brokenPipe))
  }

  @Test func numbersOfTheManual() {
    let all: [CLI.ExitStatus] = [
      .success, .deliveryFailed, .usage, .invalidInput, .streamFailed, .brokenPipe,
    ]
    #expect(all.map(\.code) == [0, 1, 2, 3, 4, nil])
  }
}
