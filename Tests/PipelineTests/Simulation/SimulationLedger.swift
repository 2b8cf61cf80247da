import JSON
@testable import Pipeline
@testable import Segment

/// Something that must hold does not.
struct SimulationFailure: Error, CustomStringConvertible {
  let seed: UInt64
  let description: String
}

/// Keeps account of every event of a simulated run.
struct SimulationLedger {
  /// Who has an event.
  private enum Owner: Equatable { case dispatcher, loop, writer }

  private let scenario: Scenario
  private var events: [Event] = []
  private var owners: [Owner] = []
  /// The status of the last answer to each event, 0 for none.
  private var statuses: [Int?] = []
  private var tries: [Int] = []
  private var requests: [Int] = []
  private var released: [Int] = []
  private var inFlight = 0
  private var pausedUntil = 0
  /// The least pause after a refusal for the rate that names none.
  private var leastPause = Scenario.second
  /// Whether a call that started after a pause got through, and none was refused since.
  private var gotThrough = false
  private var starts = 0
  private var firstStart = 0
  /// Bytes held in memory.
  var held = 0
  /// Whether calls wait for some to be given back.
  var isWanted = false
  /// Events whose calls have begun, as the reader is told.
  var begun = 0

  init(_ scenario: Scenario) { self.scenario = scenario }

  func require(_ condition: Bool, _ sentence: String) throws {
    guard !condition else { return }
    throw SimulationFailure(seed: scenario.seed, description: "does not hold: \(sentence)")
  }

  mutating func newEvents(_ count: Int) -> [Event] {
    (0..<count).map { _ in
      let event = Event()
      event.number = events.count + 1
      event.body.append(contentsOf: "e\(event.number)".utf8)
      let isRefused = event.number.isMultiple(of: 11)
      event.read(
        isRefused
          ? .refused(.call([])) : .waiting(Call(operation: .track, messageID: 0..<0, sentAt: 0)))
      event.heldBytes = event.body.count
      held += event.heldBytes
      events.append(event)
      owners.append(.dispatcher)
      statuses.append(nil)
      tries.append(0)
      requests.append(0)
      return event
    }
  }

  mutating func checkStarts(_ calls: [Payload], now: Int, isStopping: Bool) throws {
    guard !calls.isEmpty else { return }
    try require(!isStopping, "nothing starts once the run stops")
    try require(now >= pausedUntil, "nothing starts in a pause")
    for payload in calls {
      inFlight += 1
      if starts == 0 { firstStart = now }
      starts += 1
      for event in payload.events {
        try require(owners[event.number - 1] == .dispatcher, "an event has one owner")
        owners[event.number - 1] = .loop
        tries[event.number - 1] += 1
      }
    }
    try require(
      inFlight <= scenario.options.shares.reduce(0, +), "no more calls in flight than allowed")
    if let rate = scenario.options.rate {
      let allowed = rate * (Double(now - firstStart) / 1e9 + 0.1) + 2
      try require(Double(starts) <= allowed, "the rate is kept")
    }
  }

  mutating func end(_ payload: Payload, _ answer: SimulatedService.Answer, now: Int) throws {
    inFlight -= 1
    for event in payload.events {
      try require(owners[event.number - 1] == .loop, "a call that ends was under way")
      owners[event.number - 1] = .dispatcher
      statuses[event.number - 1] = answer.result.status ?? 0
      requests[event.number - 1] += answer.requests
    }
    noteRate(payload, answer.result, now: now)
  }

  /// The first refusal for the rate pauses for a second at the least, and so do those of calls that
  /// started right after a pause. Later ones may pause for less.
  private mutating func noteRate(_ payload: Payload, _ result: AttemptResult, now: Int) {
    let isNew = payload.call.progress.lastStart >= pausedUntil
    if result.status == 429 {
      if isNew {
        let mayBeBrief = gotThrough && now - pausedUntil >= Scenario.second / 2
        leastPause = mayBeBrief ? 150 * Scenario.millisecond : Scenario.second
        gotThrough = false
      }
      let asked = result.retryAfter.map { $0 * Scenario.second }
      pausedUntil = max(pausedUntil, now + (asked ?? leastPause))
    } else if result.failure == nil, isNew, pausedUntil > 0 {
      gotThrough = true
    }
  }

  mutating func release(_ events: [Event]) throws {
    for event in events {
      try require(owners[event.number - 1] == .dispatcher, "an event is released once")
      owners[event.number - 1] = .writer
      try require(event.isDone, "what is released has its result")
      if scenario.options.isOrdered {
        try require(event.number == released.count + 1, "the order is kept")
      }
      released.append(event.number)
      if let result = event.result { try check(event, result) }
    }
  }

  /// The writer gives bytes back; whether that was waited for.
  mutating func giveBack(_ bytes: Int) throws -> Bool {
    held -= bytes
    try require(held >= 0, "what is given back was counted")
    defer { isWanted = false }
    return isWanted
  }

  /// Whether a result tells what happened.
  private func check(_ event: Event, _ result: CallResult) throws {
    let last = statuses[event.number - 1]
    try require(result.status ?? 0 == last ?? 0, "a result is that of the last answer")
    try require(result.attempts == requests[event.number - 1], "attempts are requests")
    try require((result.failure?.kind == .notSent) == (last == nil), "not sent is not tried")
    let isNotSent = result.failure?.kind == .notSent
    try require(!isNotSent || !scenario.options.leavesUnbegun, "what is not sent is left")
    try require((result.failure == nil) == (last == 200), "success is what was accepted")
  }

  func checkEnd(_ report: RunReport, isStopped: Bool) throws {
    try require(inFlight == 0, "no call is left")
    let sent = tries.count { $0 > 0 }
    try require(begun == sent, "the reader is told of every call that begins")
    if isStopped, scenario.options.leavesUnbegun { return try checkLeft(report) }
    try require(report.firstLeft == nil, "nothing is left unless a run is to go on there")
    try require(released.count == events.count, "every event comes out")
    try require(held == 0, "all bytes are given back")
    let count = report.delivered + report.undelivered
    try require(count == events.count, "every event is counted")
    let accepted = statuses.count { $0 == 200 }
    try require(report.delivered == accepted, "what was accepted is counted as delivered")
    guard !isStopped else { return }
    try require(events.count == scenario.events, "all is read")
    for event in events { try checkFate(event) }
  }

  /// Whether what a stopped run leaves is what it never began, and what stands behind that.
  private func checkLeft(_ report: RunReport) throws {
    for event in events where tries[event.number - 1] > 0 {
      try require(owners[event.number - 1] == .writer, "what was begun comes out")
    }
    let next = released.count < events.count ? released.count + 1 : nil
    try require(report.firstLeft == next, "it is known what comes next")
    guard let next else { return }
    let event = events[next - 1]
    try require(tries[event.number - 1] == 0 && !event.isDone, "what comes next was never begun")
  }

  /// Whether an event was given up for a reason only.
  private func checkFate(_ event: Event) throws {
    guard let delivery = event.result else { return }
    let status = statuses[event.number - 1]
    if status == 413 || status == 400 {
      try require((delivery.batchSize ?? 1) == 1, "a refused batch is halved to the last")
    }
    guard delivery.failure?.isRetryable == true, status != 429 else { return }
    let isPatient = scenario.options.retries.retryFor != nil
    let least = isPatient ? 1 : scenario.retries + 1
    try require(tries[event.number - 1] >= least, "no retry is left out")
  }
}
