import Testing

@testable import Pipeline

struct LatencyHistogramTests {
  @Test func isEmptyAtFirst() {
    let histogram = LatencyHistogram()
    #expect(histogram.count == 0)
    #expect(histogram.quantile(0.5) == 0)
    #expect(histogram.maximum == 0)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 1000, 123_456, 30_000_000, 3_600_000_000])
  func givesASingleDurationBack(duration: Int) {
    var histogram = LatencyHistogram()
    histogram.add(duration)
    for share in [0, 0.5, 0.99, 1] { #expect(histogram.quantile(share) == duration) }
  }

  @Test func isOffByOnePartIn64AtTheMost() {
    var histogram = LatencyHistogram()
    for duration in 1...100_000 { histogram.add(duration) }
    for share in [0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1] {
      let exact = 100_000 * share
      let found = Double(histogram.quantile(share))
      #expect(found >= exact && found <= exact * (1 + 1.0 / 64), "\(share): \(found)")
    }
  }

  @Test func takesWhatIsOutOfRange() {
    var histogram = LatencyHistogram()
    histogram.add(-5)
    histogram.add(.max)
    #expect(histogram.quantile(0) == 0)
    #expect(histogram.quantile(1) == 1 << 36 - 1)
    #expect(histogram.maximum == .max)
  }
}
