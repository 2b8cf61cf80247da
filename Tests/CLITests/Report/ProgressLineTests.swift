import Pipeline
import Testing

@testable import CLI

struct ProgressLineTests {
  private var standing: RunMonitor.Standing {
    var standing = RunMonitor.Standing()
    standing.lines = 12_000
    standing.bytes = 6_000_000
    standing.delivered = 9_990
    standing.failed = 10
    standing.finished = 10_000
    standing.inFlight = 16
    return standing
  }

  @Test func tellsWhereTheRunStands() {
    var line = ProgressLine(inputSize: nil)
    #expect(
      line.text(standing, seconds: 4, width: nil)
        == "12,000 read  9,990 delivered  10 failed  16 in flight  2,500/s")
  }

  @Test func theShareDoneIsThatOfEventsWithTheirResults() {
    var line = ProgressLine(inputSize: 20_000_000)
    // 6 of 20 MB are read, and 10,000 of their 12,000 events done.
    #expect(line.text(standing, seconds: 30, width: nil).hasSuffix("  25.0 %  1:30 left"))
    var small = ProgressLine(inputSize: 6_000_000)
    var begun = standing
    begun.finished = 0
    #expect(small.text(begun, seconds: 1, width: nil).hasSuffix("  0.0/s  0.0 %"))
  }

  @Test func whatEarlierRunsHandledIsNoWork() {
    var line = ProgressLine(inputSize: 24_000_000)
    var standing = standing
    standing.bytesPassedOver = 4_000_000
    standing.finished = 12_000
    #expect(line.text(standing, seconds: 30, width: nil).hasSuffix("  10.0 %  4:30 left"))
    standing.bytesPassedOver = 6_000_000
    #expect(line.text(standing, seconds: 30, width: nil).hasSuffix("/s"))
  }

  @Test func theRateIsThatOfTheLastTenSeconds() {
    var line = ProgressLine(inputSize: nil)
    var standing = RunMonitor.Standing()
    for second in 1...20 {
      standing.finished = second * 1000
      _ = line.text(standing, seconds: Double(second), width: nil)
    }
    // From here on nothing gets through.
    for second in 21...25 { _ = line.text(standing, seconds: Double(second), width: nil) }
    #expect(line.text(standing, seconds: 25, width: nil).hasSuffix("  500/s"))
    #expect(line.text(standing, seconds: 30, width: nil).hasSuffix("  0.0/s"))
  }

  @Test(arguments: [
    (82, "12,000 read  9,990 delivered  10 failed  16 in flight  333/s  25.0 %  1:30 left"),
    (70, "12,000 read  9,990 delivered  10 failed  333/s  25.0 %  1:30 left"),
    (60, "12,000 read  9,990 delivered  10 failed  25.0 %  1:30 left"),
    (47, "9,990 delivered  10 failed  25.0 %  1:30 left"),
    (40, "9,990 delivered  10 failed"), (11, "9,990 deliv"), (0, ""),
  ])
  func theLeastNeededGoesFirst(width: Int, text: String) {
    var line = ProgressLine(inputSize: 20_000_000)
    #expect(line.text(standing, seconds: 30, width: width).count <= width)
    #expect(line.text(standing, seconds: 30, width: width) == text)
  }

  @Test func isSensibleAtTheBeginning() {
    var line = ProgressLine(inputSize: 100)
    #expect(
      line.text(RunMonitor.Standing(), seconds: 0, width: nil)
        == "0 read  0 delivered  0 failed  0 in flight  0.0/s")
  }
}
