import Pipeline

/// The line that shows how far a run is.
struct ProgressLine {
  /// The bytes of the input, if it is a regular file.
  let inputSize: Int?

  /// The line, cut to a width.
  ///
  /// - Parameters:
  ///   - standing: where the run stands.
  ///   - seconds: since it began.
  ///   - width: columns; nil for any number.
  func text(_ standing: RunMonitor.Standing, seconds: Double, width: Int?) -> String {
    let rate = seconds > 0 ? Double(standing.delivered + standing.failed) / seconds : 0
    var parts = [
      "\(Quantity.count(standing.lines)) read", "\(Quantity.count(standing.delivered)) delivered",
      "\(Quantity.count(standing.failed)) failed", "\(standing.inFlight) in flight",
      Quantity.perSecond(rate),
    ]
    if let share = share(standing) {
      let left = Int(exactly: (seconds / share - seconds).rounded())
      let clock = left.map { ", \(Quantity.clock(seconds: $0)) left" } ?? ""
      parts.append("\(Quantity.oneDecimal(share * 100)) %\(clock)")
    }
    let line = parts.joined(separator: "  ")
    return width.map { String(line.prefix(max(0, $0))) } ?? line
  }

  /// The share of the input that is read; nil if there is no telling.
  private func share(_ standing: RunMonitor.Standing) -> Double? {
    guard let inputSize, inputSize > 0, standing.bytes > 0 else { return nil }
    return min(1, Double(standing.bytes) / Double(inputSize))
  }
}
