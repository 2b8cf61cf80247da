import Segment

@testable import Pipeline

/// What a simulated run is like: all of it drawn from a seed.
struct Scenario {
  static let second = 1_000_000_000
  static let millisecond = 1_000_000

  let seed: UInt64
  var options: Dispatcher.Options
  /// Tries after the first.
  let retries: Int
  /// How many events come in, and the longest time between two reads, in nanoseconds.
  let events: Int
  let readGap: Int
  /// The longest time that a call takes.
  let latency: Int
  /// The shares of calls that fail so, in percent.
  let serverErrors: Int
  let brokenConnections: Int
  let refusals: Int
  let resends: Int
  /// Whether refusals for the rate name a pause.
  let namesPauses: Bool
  /// Batches of more events than this are refused with 413.
  let largestBatch: Int
  /// One of so many events is refused for what it says, with 400; 0 for none.
  let poison: Int
  /// The most bytes of an answer.
  let answerBytes: Int
  /// The longest time that the writer takes.
  let writing: Int
  /// When the service is down, from a time on for a time.
  let outage: Range<Int>?
  /// When the run is stopped.
  let stopsAt: Int?

  init(seed: UInt64) {
    self.seed = seed
    var dice = Dice(seed: seed)
    retries = dice.pick([0, 1, 3, 10])
    options = Scenario.options(&dice, retries: retries)
    events = dice.roll(1...150)
    readGap = dice.pick([1, 100_000, 20 * Self.millisecond])
    latency = dice.pick([1000, Self.millisecond, 100 * Self.millisecond, 2 * Self.second])
    let isHealthy = dice.isTrue(1, of: 4)
    serverErrors = isHealthy ? 0 : dice.pick([0, 1, 10, 60])
    brokenConnections = isHealthy ? 0 : dice.pick([0, 5, 30])
    refusals = isHealthy ? 0 : dice.pick([0, 0, 3, 20])
    resends = dice.pick([0, 10])
    namesPauses = dice.isTrue(1, of: 2)
    largestBatch = dice.pick([1, 3, 1000])
    poison = dice.pick([0, 7, 40])
    answerBytes = dice.pick([0, 100, 50_000])
    writing = dice.pick([1, Self.millisecond, 3 * Self.second])
    let downFrom = dice.roll(0...10 * Self.second)
    let downFor = dice.roll(0...200 * Self.second)
    outage = dice.isTrue(1, of: 3) ? downFrom..<downFrom + downFor : nil
    stopsAt = dice.isTrue(1, of: 4) ? dice.roll(0...20 * Self.second) : nil
  }

  private static func options(_ dice: inout Dice, retries: Int) -> Dispatcher.Options {
    let shares = (0..<dice.roll(1...4)).map { _ in dice.roll(1...6) }
    var options = Dispatcher.Options(shares: shares)
    options.retries = RetryPolicy(
      retries: retries, backoffSeconds: dice.pick([0, 0.1, 2]),
      backoffMaxSeconds: dice.isTrue(1, of: 3) ? 10 : nil,
      retryFor: dice.isTrue(1, of: 3) ? dice.roll(1...400) * second : nil)
    options.stopsAtFailure = dice.isTrue(1, of: 8)
    options.rate = dice.isTrue(1, of: 4) ? dice.pick([0.5, 5, 100, 10_000]) : nil
    if dice.isTrue(1, of: 3) {
      options.batches = BatchBuilder(
        Frames.plain, eventLimit: dice.roll(1...20),
        linger: dice.pick([0, 100 * millisecond]))
    }
    options.isOrdered = !dice.isTrue(1, of: 4)
    options.leavesUnbegun = options.isOrdered && dice.isTrue(1, of: 2)
    options.hold = dice.pick([64 << 20, 3 << 20, 200_000, 1])
    options.notices = Recorder.Notices(
      includeCalls: dice.isTrue(1, of: 2), urls: Route.all.map(\.name),
      message: { $0.message(ResultShape(server: "Segment")) })
    return options
  }

  /// Whether the service is down.
  func isDown(at time: Int) -> Bool { outage?.contains(time) == true }
}

/// Random numbers from a seed: the generator of Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators" (2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0xD129_8AD2_4EA5_95F1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(0...values.count - 1)] }

  mutating func isTrue(_ count: Int, of total: Int) -> Bool { roll(1...total) <= count }
}
