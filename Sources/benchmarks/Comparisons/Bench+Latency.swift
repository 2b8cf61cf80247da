import TestSupport

extension Bench {
  /// A server that takes 100 ms for each answer: with N calls in flight no program can make more
  /// than N calls in that time, and this one should come close.
  func latency(_ report: (Row) -> Void) throws(SupportError) {
    for concurrency in [1, 16, 64, 256] { try latency(concurrency, report) }
  }

  private func latency(_ concurrency: Int, _ report: (Row) -> Void) throws(SupportError) {
    let count = concurrency * count(100, quick: 10)
    let collector = try CollectorProcess(delay: 100)
    let command = segmentStep(to: collector.url, ["-j", "\(concurrency)"])
    var seconds: [Double] = []
    for _ in 0..<options.repetitions {
      seconds.append(try cost(of: command, events(count)).seconds)
    }
    report(
      Row(
        name: "latency -j \(concurrency)", unit: "events/s",
        ours: Double(count) / seconds.median, other: ("allowed", Double(concurrency) / 0.1),
        target: .atLeast(0.97)))
    report(
      Row(
        name: "latency -j \(concurrency), in flight", unit: "calls",
        ours: Double(try collector.observe().mostInFlight), other: ("allowed", Double(concurrency)),
        target: .atMost(1)))
  }
}
