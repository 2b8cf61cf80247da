import HTTP
import Segment

@testable import Pipeline

/// What answers simulated calls.
struct SimulatedService: ~Copyable {
  /// What a call comes to, and when.
  struct Answer {
    let result: AttemptResult
    let requests: Int
    let time: Int
  }

  private let scenario: Scenario
  private var judge = ResponseJudge()

  init(_ scenario: Scenario) { self.scenario = scenario }

  /// The answer to a call that starts now.
  mutating func answer(_ payload: Payload, now: Int, _ dice: inout Dice) -> Answer {
    let resends = dice.isTrue(scenario.resends, of: 100) ? 1 : 0
    if scenario.isDown(at: now) {
      // Nobody listens, or nobody answers.
      let isRefused = dice.isTrue(1, of: 2)
      let time = now + (isRefused ? 100_000 : 3 * Scenario.second)
      return Answer(
        result: Self.failure(isRefused ? .connect : .timeout), requests: isRefused ? 0 : 1,
        time: time)
    }
    let time = now + dice.roll(1...scenario.latency)
    let roll = dice.roll(1...100)
    if roll <= scenario.brokenConnections {
      return Answer(result: Self.failure(.network), requests: 1 + resends, time: time)
    }
    let (status, retryAfter) = status(of: payload, roll: roll - scenario.brokenConnections, &dice)
    return Answer(
      result: answer(status, retryAfter), requests: 1 + resends, time: time)
  }

  private func status(
    of payload: Payload, roll: Int, _ dice: inout Dice
  ) -> (status: Int, retryAfter: Int?) {
    if roll <= scenario.serverErrors { return (503, dice.isTrue(1, of: 5) ? 2 : nil) }
    if roll <= scenario.serverErrors + scenario.refusals {
      return (429, scenario.namesPauses ? dice.roll(0...3) : nil)
    }
    if payload.count > scenario.largestBatch { return (413, nil) }
    let isPoisoned = payload.events.contains { isPoison($0) }
    return isPoisoned ? (400, nil) : (200, nil)
  }

  /// Whether an event is refused for what it says.
  func isPoison(_ event: Event) -> Bool {
    scenario.poison > 0 && event.number.isMultiple(of: scenario.poison)
  }

  private mutating func answer(_ status: Int, _ retryAfter: Int?) -> AttemptResult {
    let body: [UInt8] = []
    return AttemptResult(
      status: status, retryAfter: retryAfter,
      verdict: judge.judge(status: status, body: body.span))
  }

  private static func failure(_ kind: TransferError.Kind) -> AttemptResult {
    AttemptResult(TransferError(kind, detail: ""), detail: "")
  }
}

extension Payload {
  /// The events that it carries.
  var events: [Event] {
    switch self {
    case .event(let event): [event]
    case .batch(let batch): batch.members
    }
  }
}
