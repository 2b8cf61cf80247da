import Pipeline
import Segment

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run came to so far in the text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/), for node_exporter's textfile
/// collector.
struct MetricsText {
  /// Upper bounds of the histogram's buckets, in seconds.
  private static let bounds = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
  ]

  private(set) var text = ""

  /// - Parameter isRunning: whether the run goes on.
  init(_ report: RunReport, isRunning: Bool) {
    add(counter: "lines_read", "Lines read, blank ones counted.", [("", report.lines)])
    add(counter: "read_bytes", "Bytes of the input that were read.", [("", report.bytesRead)])
    add(counter: "sent_bytes", "Bytes of the bodies sent.", [("", report.bytesSent)])
    add(
      counter: "events", "Events that have their result, by its outcome.",
      [
        ("outcome=\"delivered\"", report.delivered), ("outcome=\"failed\"", report.undelivered),
        ("outcome=\"unchanged\"", report.unchanged), ("outcome=\"dry_run\"", report.dry),
      ])
    add(
      counter: "failures", "Events that were not delivered, by the type of error.",
      Self.types.map { ("type=\"\($0)\"", Self.count($0, report)) })
    add(counter: "requests", "Requests begun, repeated ones counted.", [("", report.attempts)])
    add(
      counter: "responses", "Answers, by their status.",
      report.answers.sorted { $0.key < $1.key }.map { ("status=\"\($0.key)\"", $0.value) })
    add(
      counter: "repeated_message_ids", "Calls with the message id of an earlier one.",
      [("", report.repeatedIDs)])
    addHistogram(report.latency)
    add(gauge: "events_waiting", "Events read that have no result yet.", Double(report.waiting))
    add(gauge: "calls_in_flight", "Calls in flight.", Double(report.inFlight))
    add(gauge: "outage", "Whether nothing gets through.", report.isOutage ? 1 : 0)
    add(gauge: "running", "Whether the run goes on.", isRunning ? 1 : 0)
    if let seconds = report.secondsSinceDelivery {
      add(
        gauge: "last_delivery_timestamp_seconds", "When the last event was delivered.",
        Double(time(nil)) - seconds)
    }
  }

  private static let types =
    CallResult.FailureKind.allCases.map(\.rawValue) + Refusal.Kind.allCases.map(\.rawValue)

  private static func count(_ type: String, _ report: RunReport) -> Int {
    if let kind = CallResult.FailureKind(rawValue: type) { return report.failed[kind] ?? 0 }
    return Refusal.Kind(rawValue: type).map { report.refused[$0] ?? 0 } ?? 0
  }

  private mutating func head(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func add(counter name: String, _ help: String, _ values: [(String, Int)]) {
    let full = "segment_step_\(name)_total"
    head(full, "counter", help)
    for (labels, value) in values {
      text += labels.isEmpty ? "\(full) \(value)\n" : "\(full){\(labels)} \(value)\n"
    }
  }

  private mutating func add(gauge name: String, _ help: String, _ value: Double) {
    head("segment_step_\(name)", "gauge", help)
    text += "segment_step_\(name) \(Self.number(value))\n"
  }

  private mutating func addHistogram(_ latency: LatencyHistogram) {
    let name = "segment_step_call_duration_seconds"
    head(name, "histogram", "How long calls took to be answered.")
    for bound in Self.bounds {
      let count = latency.count(upTo: Int(bound * 1e6))
      text += "\(name)_bucket{le=\"\(Self.number(bound))\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(latency.count)\n"
    text += "\(name)_sum \(Self.number(Double(latency.total) / 1e6))\n"
    text += "\(name)_count \(latency.count)\n"
  }

  /// Without a fraction where there is none.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
