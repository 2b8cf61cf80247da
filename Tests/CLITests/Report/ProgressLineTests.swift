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
    standing.inFlight = 16
    return standing
  }

  @Test func tellsWhereTheRunStands() {
    let line = ProgressLine(inputSize: nil)
    #expect(
      line.text(standing, seconds: 4, width: nil)
        == "12,000 read  9,990 delivered  10 failed  16 in flight  2,500/s")
  }

  @Test func tellsTheShareAndTheTimeLeftOfAFile() {
    let line = ProgressLine(inputSize: 24_000_000)
    #expect(line.text(standing, seconds: 30, width: nil).hasSuffix("25.0 %, 1:30 left"))
  }

  @Test func keepsToTheWidth() {
    let line = ProgressLine(inputSize: 0)
    #expect(line.text(standing, seconds: 4, width: 11) == "12,000 read")
    #expect(line.text(standing, seconds: 0, width: 0) == "")
  }

  @Test func isSensibleAtTheBeginning() {
    let line = ProgressLine(inputSize: 100)
    #expect(
      line.text(RunMonitor.Standing(), seconds: 0, width: nil)
        == "0 read  0 delivered  0 failed  0 in flight  0.0/s")
  }
}
