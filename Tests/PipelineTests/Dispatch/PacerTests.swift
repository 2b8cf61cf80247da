import Testing

@testable import Pipeline

struct PacerTests {
  /// Starts at every millisecond whatever may start; how many did in `seconds`.
  private func starts(rate: Double, seconds: Int, from begin: Int = 5_000_000_000) -> Int {
    var pacer = Pacer(rate: rate)
    var count = 0
    for millisecond in 0..<seconds * 1000 {
      let now = begin + millisecond * 1_000_000
      while pacer.nextStart <= now {
        pacer.start(now: now)
        count += 1
      }
    }
    return count
  }

  @Test(arguments: [(5.0, 50), (100, 1000), (5000, 50_000), (0.5, 5)])
  func startsAsManyAsTheRateAllows(rate: Double, expected: Int) {
    #expect(abs(starts(rate: rate, seconds: 10) - expected) <= max(1, expected / 100))
  }

  @Test func startsAtOnceWithoutALimit() {
    var pacer = Pacer(rate: nil)
    for now in [0, 0, 0, 5] {
      #expect(pacer.nextStart <= now)
      pacer.start(now: now)
    }
  }

  @Test func spacesStartsEvenly() {
    var pacer = Pacer(rate: 10)
    pacer.start(now: 1_000_000_000)
    #expect(pacer.nextStart == 1_100_000_000)
    pacer.start(now: 1_130_000_000)
    #expect(pacer.nextStart == 1_200_000_000)
  }

  @Test func makesUpForATenthOfASecondAtTheMost() {
    var pacer = Pacer(rate: 100)
    pacer.start(now: 1_000_000_000)
    // Nothing was at hand for nine seconds: ten turns are made up for, not nine hundred.
    let now = 10_000_000_000
    var count = 0
    while pacer.nextStart <= now {
      pacer.start(now: now)
      count += 1
    }
    #expect(count == 11)
  }

  @Test func makesUpForNothingBehindAPause() {
    var pacer = Pacer(rate: 1000)
    pacer.start(now: 1_000_000_000)
    pacer.pause(until: 3_000_000_000)
    #expect(pacer.nextStart == 3_000_000_000)
    pacer.start(now: 3_000_000_000)
    #expect(pacer.nextStart == 3_001_000_000)
    // An earlier one takes nothing away.
    pacer.pause(until: 2_000_000_000)
    #expect(pacer.nextStart == 3_001_000_000)
  }

  @Test func makesUpForLessWhereAServerAsksForFewer() {
    var pacer = Pacer(rate: nil)
    pacer.pace = 100
    pacer.start(now: 1_000_000_000)
    pacer.start(now: 5_000_000_000)
    #expect(pacer.nextStart == 5_000_000_000)
    pacer.start(now: 5_000_000_000)
    #expect(pacer.nextStart == 5_010_000_000)
  }
}
