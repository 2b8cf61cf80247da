import Pipeline

/// The line that shows how far a run is. It is to be asked again and again, for its rate is that of the
/// last ten seconds.
struct ProgressLine {
  /// Seconds over which rates are taken.
  private static let window = 10.0

  /// What was known at some time.
  private struct Sample {
    let seconds: Double
    let finished: Int
    let share: Double
  }

  /// A part of the line; the one of the greatest rank goes first where there is too little room.
  private struct Part {
    let text: String
    let rank: Int
  }

  /// The bytes of the input, if it is a regular file.
  private let inputSize: Int?
  private var samples = [Sample(seconds: 0, finished: 0, share: 0)]

  /// - Parameter inputSize: the bytes of the input, if it is a regular file.
  init(inputSize: Int?) { self.inputSize = inputSize }

  /// The line, in no more than a width.
  ///
  /// - Parameters:
  ///   - standing: where the run stands.
  ///   - seconds: since it began.
  ///   - width: columns; nil for any number.
  mutating func text(_ standing: RunMonitor.Standing, seconds: Double, width: Int?) -> String {
    let share = share(standing)
    // One that is just older than the window stays, so that the window is always full.
    while samples.count > 1, seconds - samples[1].seconds >= Self.window { samples.removeFirst() }
    let past = samples[0]
    samples.append(Sample(seconds: seconds, finished: standing.finished, share: share ?? 0))
    let time = seconds - past.seconds
    let rate = time > 0 ? Double(standing.finished - past.finished) / time : 0
    var parts = [
      Part(text: "\(Quantity.count(standing.lines)) read", rank: 2),
      Part(text: "\(Quantity.count(standing.delivered)) delivered", rank: 0),
      Part(text: "\(Quantity.count(standing.failed)) failed", rank: 0),
      Part(text: "\(standing.inFlight) in flight", rank: 4),
      Part(text: Quantity.perSecond(rate), rank: 3),
    ]
    if let share {
      parts.append(Part(text: "\(Quantity.oneDecimal(share * 100)) %", rank: 1))
      if standing.stoppedBy == nil, share > past.share,
        let left = Int(exactly: ((1 - share) * time / (share - past.share)).rounded())
      {
        parts.append(Part(text: "\(Quantity.clock(seconds: left)) left", rank: 1))
      }
    }
    return Self.line(parts, width: width)
  }

  private static func line(_ parts: [Part], width: Int?) -> String {
    let line = parts.map(\.text).joined(separator: "  ")
    guard let width, line.count > width else { return line }
    guard let rank = parts.map(\.rank).max(), rank > 0 else {
      return String(line.prefix(max(0, width)))
    }
    return Self.line(parts.filter { $0.rank < rank }, width: width)
  }

  /// The share of the input that is done; nil if there is no telling. What earlier runs have handled is
  /// no work, and what is read and waits is not done.
  private func share(_ standing: RunMonitor.Standing) -> Double? {
    guard let inputSize else { return nil }
    let size = inputSize - standing.bytesPassedOver
    let read = standing.bytes - standing.bytesPassedOver
    guard size > 0, read > 0 else { return nil }
    let events = standing.lines - standing.blankLines
    let finished = events > 0 ? Double(standing.finished) / Double(events) : 1
    return min(1, finished * Double(read) / Double(size))
  }
}
