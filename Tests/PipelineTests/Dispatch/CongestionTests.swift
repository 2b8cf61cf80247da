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

  /// How long the pause is after a refusal that comes so long after the one before, of a call that
  /// has just started.
  private func pause(
    after time: Int, asked: Int? = nil, _ congestion: inout Congestion
  ) -> Int {
    let now = congestion.pausedUntil + time
    congestion.refused(asked: asked, startedAt: now, now: now)
    return congestion.pausedUntil - now
  }

  /// The first refusal of a run pauses for a second, one that ends a growth of the pace briefly, and
  /// those that come right after a pause ever longer.
  @Test func pausesBrieflyWhereThePaceHasMetTheLimit() {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    #expect(congestion.pausedUntil - now == Self.second)
    for _ in 1...2 {
      let start = congestion.pausedUntil
      congestion.accepted(startedAt: start, now: start + 10_000_000)
      #expect(pause(after: Self.second, &congestion) < Self.second / 4)
    }
    let next = (1...7).map { _ in pause(after: 0, &congestion) / Self.second }
    #expect(next == [1, 2, 4, 8, 16, 32, 60])
  }

  @Test func pausesAsLongAsBeforeWhereThePaceHasNotGrown() {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    // Nothing was accepted since.
    #expect(pause(after: 5 * Self.second, &congestion) == 2 * Self.second)
    // Something was, but the pace had no time to grow.
    let start = congestion.pausedUntil
    congestion.accepted(startedAt: start, now: start + 10_000_000)
    #expect(pause(after: Self.second / 10, &congestion) == Self.second)
    // What the server asks for holds always.
    let last = congestion.pausedUntil
    congestion.accepted(startedAt: last, now: last + 10_000_000)
    #expect(pause(after: Self.second, asked: 3 * Self.second, &congestion) == 3 * Self.second)
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
    #expect((half * 1.6...half * 1.7).contains(later))
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

  /// As long as all that is allowed is made use of, there may be a limit just above it.
  @Test func doesNotLiftALimitThatIsMadeUseOf() throws {
    var congestion = Congestion()
    let now = accept(rate: 20, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    var time = congestion.pausedUntil
    var paces: [Double] = []
    for _ in 1...15 {
      congestion.advance(now: time)
      let pace = try #require(congestion.pace)
      for number in 0..<Int(pace) {
        let then = time + number * Self.second / Int(pace)
        congestion.accepted(startedAt: then, now: then)
      }
      paces.append(pace)
      time += Self.second
    }
    // Slowly at first, then twice as much in less than two seconds.
    #expect(paces[3] < 60)
    #expect(paces[14] > 20 * paces[6])
  }

  /// What was accepted for a moment only says little of what would be.
  @Test func growsFastWhereThePaceBeforeIsAGuess() throws {
    var congestion = Congestion()
    for number in 0..<20 { congestion.accepted(startedAt: number, now: number * 1_000_000) }
    congestion.refused(asked: nil, startedAt: 100, now: 30_000_000)
    let half = try #require(congestion.pace)
    congestion.advance(now: congestion.pausedUntil + Self.second)
    #expect(try #require(congestion.pace) == 4 * half)
  }

  /// A refusal right after a pause: there was no time to accept anything.
  @Test func halvesAgainWithoutForgettingThePace() throws {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    let half = try #require(congestion.pace)
    let next = congestion.pausedUntil + 10_000_000
    congestion.refused(asked: nil, startedAt: next, now: next)
    #expect(congestion.pace == half / 2)
  }

  @Test func hasNoPaceToHalveBeforeAnyIsAccepted() {
    var congestion = Congestion()
    congestion.refused(asked: nil, startedAt: 5, now: 10)
    #expect(congestion.pace == nil)
  }

  /// Fast ones lose more by a refusal than slow ones, and grow no faster.
  @Test func bringsPacesTogether() throws {
    let paces = try [100, 200].map { rate in
      var congestion = Congestion()
      var now = accept(rate: rate, &congestion)
      for _ in 1...3 {
        congestion.refused(asked: nil, startedAt: now, now: now)
        now = congestion.pausedUntil + 5 * Self.second
        congestion.advance(now: now)
      }
      return try #require(congestion.pace)
    }
    #expect(paces[1] < 1.5 * paces[0])
  }

  /// Calls that are fewer than allowed do not show where a limit is; a refusal that comes upon them may
  /// be due to others, or to a limit far below.
  @Test func doesNotTakeAPaceThatIsNotUsedForALimit() throws {
    var congestion = Congestion()
    let now = accept(rate: 400, &congestion)
    congestion.refused(asked: nil, startedAt: now, now: now)
    let start = congestion.pausedUntil
    congestion.advance(now: start + 5 * Self.second)
    let allowed = try #require(congestion.pace)
    for number in 0..<150 {
      let then = start + number * Self.second / 30
      congestion.accepted(startedAt: then, now: then)
    }
    let next = start + 5 * Self.second
    congestion.refused(asked: nil, startedAt: next, now: next)
    #expect(try #require(congestion.pace) == allowed / 4)
  }

  /// Several that share a limit of 500 a second with a burst of 20, as nginx has it, for a minute.
  @Test(arguments: [2, 4, 8]) func sharesALimit(count: Int) throws {
    var callers = Array(
      repeating: (congestion: Congestion(), pacer: Pacer(rate: nil)), count: count)
    var accepted = Array(repeating: 0, count: count)
    var (excess, last) = (0.0, 10 * Self.second)
    // No caller makes more than 3,000 calls a second.
    var free = (0..<count).map { last + $0 * 1_000_000 }
    while true {
      let starts = callers.indices.map {
        max(free[$0], callers[$0].congestion.pausedUntil, callers[$0].pacer.nextStart)
      }
      let index = try #require(starts.indices.min { starts[$0] < starts[$1] })
      let now = starts[index]
      guard now < 70 * Self.second else { break }
      callers[index].congestion.advance(now: now)
      callers[index].pacer.pace = callers[index].congestion.pace
      callers[index].pacer.start(now: now)
      free[index] = now + Self.second / 3000
      let filled = max(0, excess - 500 * Double(now - last) / 1e9 + 1)
      if filled > 20 {
        callers[index].congestion.refused(asked: nil, startedAt: now, now: now)
        callers[index].pacer.pause(until: callers[index].congestion.pausedUntil)
      } else {
        (excess, last) = (filled, now)
        callers[index].congestion.accepted(startedAt: now, now: now)
        accepted[index] += 1
      }
    }
    let total = accepted.reduce(0, +)
    #expect(total > 500 * 60 * 3 / 4)
    #expect(try #require(accepted.min()) * count * 2 > total)
  }
}
