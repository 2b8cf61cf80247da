import Testing

@testable import Pipeline

@Suite struct CongestionTests {
  private static let second = 1_000_000_000

  /// Calls are accepted at this rate for two seconds, until the returned time.
  private func accept(rate: Int, _ congestion: inout Congestion, from start: Int = 10) -> Int {
    let begin = start * Self.second
    for number in 0..<2 * rate {
      let now = begin + number * Self.second / rate
      congestion.accepted(startedAt: now, now: now)
    }
    return begin + 2 * Self.second
  }

  @Test func pausesForWhatIsAsked() {
    var congestion = Congestion()
    congestion.refused(asked: 7 * Self.second, startedAt: 0, now: 5)
    #expect(congestion.pausedUntil == 7 * Self.second + 5)
    // A later answer that asks for less does not shorten it.
    congestion.refused(asked: 0, startedAt: 1, now: 10)
    #expect(congestion.pausedUntil == 7 * Self.second + 5)
  }

  @Test func pausesLongerEachTimeWhereNothingIsAsked() {
    var congestion = Congestion()
    var pauses: [Int] = []
    for _ in 1...8 {
      let now = congestion.pausedUntil
      congestion.refused(asked: nil, startedAt: now, now: now)
      pauses.append((congestion.pausedUntil - now) / Self.second)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60])
    let now = congestion.pausedUntil
    congestion.accepted(startedAt: now, now: now)
    congestion.refused(asked: nil, startedAt: now, now: now)
    #expect(congestion.pausedUntil - now == Self.second)
  }

  @Test func manyRefusalsAtOnceAreOne() {
    var congestion = Congestion()
    let now = accept(rate: 1000, &congestion)
    for _ in 1...16 { congestion.refused(asked: nil, startedAt: now - 5, now: now) }
    #expect(congestion.pausedUntil == now + Self.second)
    #expect(congestion.pace.map { (450...550).contains($0) } == true)
  }

  @Test func halvesThePaceThenLetsItGrow() throws {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    let half = try #require(congestion.pace)
    #expect((190...210).contains(half))
    congestion.advance(now: congestion.pausedUntil)
    #expect(congestion.pace == half)
    congestion.advance(now: congestion.pausedUntil + Self.second)
    let later = try #require(congestion.pace)
    #expect((half * 1.75...half * 1.85).contains(later))
    // Another refusal halves what was allowed by then.
    let next = congestion.pausedUntil + Self.second
    congestion.refused(asked: nil, startedAt: next, now: next)
    #expect(try #require(congestion.pace) <= later / 2)
  }

  @Test func liftsTheLimitAtLast() {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    congestion.advance(now: now + 60 * Self.second)
    #expect(congestion.pace == nil)
  }

  @Test func hasNoPaceToHalveBeforeAnyIsAccepted() {
    var congestion = Congestion()
    congestion.refused(asked: nil, startedAt: 5, now: 10)
    #expect(congestion.pace == nil)
  }
}
