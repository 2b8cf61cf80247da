import Pipeline

/// What a run came to, in a few lines or as JSON.
struct SummaryText {
  private let report: RunReport
  private let isRunning: Bool

  /// - Parameter isRunning: whether the run goes on, so that this is what it came to so far.
  init(_ report: RunReport, isRunning: Bool = false) {
    self.report = report
    self.isRunning = isRunning
  }

  /// Every kind of failure with its number, by its error type, in alphabetical order.
  private var failures: [(type: String, count: Int)] {
    let failed = report.failed.map { ($0.key.rawValue, $0.value) }
    let refused = report.refused.map { ($0.key.rawValue, $0.value) }
    return (failed + refused).sorted { $0.0 < $1.0 }.map { (type: $0.0, count: $0.1) }
  }

  /// Events with a result, a second.
  private var rate: Double {
    report.seconds > 0 ? Double(report.finished) / report.seconds : 0
  }

  /// For people; its last line ended.
  var text: String {
    var counts = [Quantity.count(report.lines, "line")]
    if let passed = report.passedOver, passed > 0 {
      counts.append("\(Quantity.count(passed)) passed over before")
    }
    if report.blankLines > 0 { counts.append("\(Quantity.count(report.blankLines)) blank") }
    counts.append("\(Quantity.count(report.delivered)) delivered")
    counts.append("\(Quantity.count(report.undelivered)) failed\(failureList)")
    if report.unchanged > 0 { counts.append("\(Quantity.count(report.unchanged)) unchanged") }
    if report.dry > 0 { counts.append("\(Quantity.count(report.dry)) dry") }
    if report.repeatedIDs > 0 {
      counts.append("\(Quantity.count(report.repeatedIDs)) with a repeated message id")
    }
    let seconds = Quantity.oneDecimal(report.seconds)
    let outage = isRunning && report.isOutage ? "nothing gets through at present\n" : ""
    return """
      \(outage)\(counts.joined(separator: ", ")) in \(seconds) s (\(Quantity.perSecond(rate)))
      \(Quantity.count(report.attempts, "call")) made; \(latency)
      \(Quantity.bytes(report.bytesRead)) read, \(Quantity.bytes(report.bytesSent)) sent

      """
  }

  private var failureList: String {
    guard !failures.isEmpty else { return "" }
    return " (\(failures.map { "\($0.type) \(Quantity.count($0.count))" }.joined(separator: ", ")))"
  }

  private var latency: String {
    guard report.latency.count > 0 else { return "no answers" }
    let quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)].map { name, share in
      "\(name) \(Quantity.milliseconds(milliseconds(share)))"
    }
    let longest = Quantity.milliseconds(Double(report.latency.maximum) / 1000)
    return "answered in \(quantiles.joined(separator: ", ")), max \(longest)"
  }

  private func milliseconds(_ share: Double) -> Double {
    Double(report.latency.quantile(share)) / 1000
  }

  /// One JSON object, its line ended. Times are in the unit that their names end with.
  var json: String {
    let failed = failures.map { "\"\($0.type)\":\($0.count)" }.joined(separator: ",")
    let latency =
      report.latency.count == 0
      ? "null"
      : "{\"p50\":\(milliseconds(0.5)),\"p90\":\(milliseconds(0.9)),\"p99\":\(milliseconds(0.99)),"
        + "\"max\":\(Double(report.latency.maximum) / 1000)}"
    let members = [
      "\"running\":\(isRunning)", "\"complete\":\(ending == nil)", "\"lines\":\(report.lines)",
      "\"blank\":\(report.blankLines)",
      "\"delivered\":\(report.delivered)", "\"failed\":\(report.undelivered)",
      "\"failures\":{\(failed)}", "\"unchanged\":\(report.unchanged)",
      "\"dry_run\":\(report.dry)", "\"calls\":\(report.attempts)",
      "\"seconds\":\(rounded(report.seconds))", "\"events_per_second\":\(rounded(rate))",
      "\"latency_ms\":\(latency)", "\"bytes_read\":\(report.bytesRead)",
      "\"bytes_sent\":\(report.bytesSent)",
    ]
    let repeated =
      report.repeatedIDs > 0 ? ["\"repeated_message_ids\":\(report.repeatedIDs)"] : []
    let stopped = isRunning ? [] : ending.map { ["\"stopped_by\":\"\($0)\""] } ?? []
    let passed = report.passedOver.map { ["\"passed_over\":\($0)"] } ?? []
    let outage = isRunning ? ["\"outage\":\(report.isOutage)"] : []
    return "{\((members + outage + stopped + repeated + passed).joined(separator: ","))}\n"
  }

  /// What ended the run before all of its input was handled, or has it so far; nil for nothing.
  private var ending: String? {
    if isRunning { return "nothing" }
    switch report.stop {
    case .signal(let number): return "signal \(number)"
    case .callFailed: return "failed call"
    case .outputClosed: return "closed output"
    case .outputFailed: return "output that failed"
    case nil: break
    }
    switch report.inputEnd {
    case .endOfInput: return nil
    case .failed: return "input that failed"
    case .invalidLine: return "line that is no JSON object"
    case .notResumed: return "input that does not fit the results"
    case .stopped: return "stop"
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
