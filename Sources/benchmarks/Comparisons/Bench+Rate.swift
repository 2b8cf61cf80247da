import TestSupport

extension Bench {
  /// Calls started a second under `--rate`, as the server sees them.
  func rate(_ report: (Row) -> Void) throws(SupportError) {
    for rate in [5, 100, 5000] {
      let events = try events(rate * count(10, quick: 2))
      var rates: [Double] = []
      for _ in 0..<options.repetitions {
        let collector = try CollectorProcess(delay: 0)
        _ = try run(segmentStep(to: collector.url, ["--rate", "\(rate)"]), events)
        let seen = try collector.observe()
        // So many calls have one fewer interval between them.
        rates.append(seen.seconds > 0 ? Double(seen.requests - 1) / seen.seconds : 0)
      }
      report(
        Row(
          name: "rate \(rate)", unit: "calls/s", ours: rates.median,
          other: ("asked for", Double(rate)), target: .within(0.02)))
    }
  }
}
