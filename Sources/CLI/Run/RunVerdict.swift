import Pipeline

/// What a finished run means for its user: the exit status, and what is said on standard error.
struct RunVerdict {
  private let report: RunReport
  private let settings: Settings

  init(_ report: RunReport, _ settings: Settings) {
    self.report = report
    self.settings = settings
  }

  /// Lines longer than the limit.
  private var longLines: Int { report.refused[.lineTooLong] ?? 0 }

  /// Events of which a call was due that was not delivered.
  private var undelivered: Int { report.undelivered - report.invalidLines }

  /// The exit status.
  var status: ExitStatus {
    switch report.stop {
    case .outputClosed: return .brokenPipe
    case .outputFailed: return .streamFailed
    case .callFailed: return .deliveryFailed
    case .signal(let number): return .signaled(number)
    case nil: break
    }
    switch report.inputEnd {
    case .failed: return .streamFailed
    case .notResumed: return .usage
    case .endOfInput, .invalidLine, .stopped: break
    }
    if settings.exitStatus, undelivered > 0 { return .deliveryFailed }
    let isRefused = report.invalidLines > 0 && settings.run.invalidLines != .accept
    return isRefused ? .invalidInput : .success
  }

  /// Why the run stopped early or failed; always said.
  var error: Diagnostic? {
    switch report.stop {
    case .outputFailed(let code):
      return Self.cannotWrite(code)
    case .callFailed:
      return Diagnostic(
        "stopped: a call was not delivered, and retry_propagate is true", hint: nextLine)
    case .signal:
      return Diagnostic(
        "stopped by a signal after line \((report.firstLeft ?? report.lastLine + 1) - 1)",
        hint: report.passedOver == nil ? notSent : nextLine)
    case .outputClosed: return nil
    case nil: break
    }
    switch report.inputEnd {
    case .failed(let code):
      return Diagnostic("cannot read standard input: \(FileText.message(code))")
    case .notResumed(let fault):
      return ResumeWording.fault(fault, settings.resume ?? "", lineLimit: settings.run.lineLimit)
    case .endOfInput, .invalidLine, .stopped:
      return nil
    }
  }

  /// Where the next run begins, if it goes on behind this one.
  private var nextLine: String? {
    report.firstLeft.map { "the next run begins with line \($0)" }
  }

  private var notSent: String {
    Self.count(
      report.failed[.notSent] ?? 0, "event was read but not sent", "events were read but not sent")
  }

  /// What else is worth saying about a run that does not end with success.
  var warnings: [Diagnostic] {
    var warnings: [Diagnostic] = []
    if report.failuresNotNoticed > 0 {
      warnings.append(
        Diagnostic(
          Self.count(report.failuresNotNoticed, "more event failed", "more events failed")))
    }
    if report.leavesTornLine {
      warnings.append(
        Diagnostic(
          "line \(report.lastLine + 1), the last one, is not finished: it is left to the next run"))
    }
    if report.stop != .outputClosed, longLines > 0 {
      let lines = Self.count(
        longLines, "line was longer than \(settings.run.lineLimit) bytes; its result says so",
        "lines were longer than \(settings.run.lineLimit) bytes; their results say so")
      warnings.append(Diagnostic(lines, hint: "\(FlagID.maxLine.spelling) sets the limit"))
    }
    let invalidLines = report.invalidLines - longLines
    if report.stop != .outputClosed, invalidLines > 0 {
      let lines = Self.count(
        invalidLines, "line was not a JSON object; its result says why",
        "lines were not JSON objects; their results say why")
      warnings.append(Diagnostic(lines))
    }
    if report.repeatedIDs > 0 {
      warnings.append(
        Diagnostic(
          Self.count(
            report.repeatedIDs, "call has the message id of an earlier one: Segment drops it",
            "calls have message ids of earlier ones: Segment drops them"),
          hint: "--check names them"))
    }
    if status == .deliveryFailed, undelivered > 0 {
      warnings.append(
        Diagnostic(Self.count(undelivered, "event was not delivered", "events were not delivered")))
    }
    return warnings
  }

  /// Writing failed, with the system's error number.
  static func cannotWrite(_ code: CInt) -> Diagnostic {
    Diagnostic("cannot write to standard output: \(FileText.message(code))")
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
