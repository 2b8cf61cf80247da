import Testing

@testable import Pipeline

@Suite struct OutageTests {
  private static let second = 1_000_000_000

  /// An outage that is on, with nothing in flight any more.
  private func outage(backoff: Int = 0) -> Outage {
    var outage = Outage(concurrency: 4, backoff: backoff)
    for left in [3, 2, 1, 0] { _ = outage.failed(isLast: left == 0, now: 0) }
    return outage
  }

  @Test(arguments: [(1, 3), (3, 3), (8, 8), (16, 16), (1024, 16)])
  func isOnAfterManyFailuresInARow(concurrency: Int, failures: Int) {
    var outage = Outage(concurrency: concurrency, backoff: 0)
    for _ in 1..<failures {
      let begins = outage.failed(isLast: false, now: 0)
      #expect(!begins)
      #expect(!outage.isOn)
    }
    #expect(outage.gotThrough() == nil)
    let begins = (1...failures).map { outage.failed(isLast: false, now: 10 * $0) }
    #expect(begins == (1...failures).map { $0 == failures })
    #expect(outage.isOn)
    let beginsAgain = outage.failed(isLast: false, now: 1000)
    #expect(!beginsAgain)
    #expect(outage.gotThrough() == 10)
    #expect(!outage.isOn)
  }

  @Test func triesLessAndLessOften() {
    var outage = outage()
    var waits = [Double(outage.nextTry) / 1e9]
    for _ in 1...9 {
      let now = outage.nextTry
      _ = outage.failed(isLast: true, now: now)
      waits.append(Double(outage.nextTry - now) / 1e9)
    }
    #expect(waits == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60])
  }

  @Test func waitsForTheLastOfThoseInFlight() {
    var outage = Outage(concurrency: 4, backoff: 0)
    for _ in 1...10 { _ = outage.failed(isLast: false, now: 0) }
    #expect(outage.nextTry == 0)
    _ = outage.failed(isLast: true, now: Self.second)
    #expect(outage.nextTry == Self.second * 3 / 2)
  }

  @Test func beginsWithTheBackoff() {
    #expect(outage(backoff: 90 * Self.second).nextTry == 90 * Self.second)
  }

  @Test func aTryCountsForThoseWhoseTimeIsOverAMomentLater() {
    var outage = outage()
    outage.starts(now: Self.second)
    #expect(outage.wasTried(at: Self.second / 2))
    #expect(outage.wasTried(at: Self.second + Self.second / 10))
    #expect(!outage.wasTried(at: Self.second + Self.second / 9))
  }
}
