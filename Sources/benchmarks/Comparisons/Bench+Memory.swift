import TestSupport

extension Bench {
  /// Peak memory, which must not depend on the length of the stream.
  func memory(_ report: (Row) -> Void) throws(SupportError) {
    let long = options.isLong ? 6_000_000 : count(600_000, quick: 100_000)
    // As many as fill what the program knows message ids by.
    let short = count(200_000, quick: 50_000)
    let growth = Row(
      name: "memory, \(Double(long).figure) events", unit: "MiB", ours: try peak(long),
      other: ("\(Double(short).figure) events", try peak(short)), target: .atMost(1.1))
    report(growth)
    report(Row(name: "memory, peak", unit: "MiB", ours: growth.ours, target: .atMost(40)))
  }

  /// Mebibytes at the peak of a run over so many events.
  private func peak(_ count: Int) throws(SupportError) -> Double {
    let running = try segmentStep(to: server.url, ["-j", "32"]).start()
    for piece in EventFile.pieces(of: count) { try running.write(EventFile().lines(piece)) }
    let finished = try running.wait()
    guard finished.status == .exited(0) else { throw SupportError(finished.description) }
    return Double(finished.peakMemory) / 1_048_576
  }
}
