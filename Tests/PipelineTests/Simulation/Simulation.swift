import Testing

@testable import Pipeline
@testable import Segment

/// A run of the dispatcher under a virtual clock, with several loops whose turns are interleaved by a
/// seed. What must hold is asserted at every step.
struct Simulation: ~Copyable {
  /// A transfer loop, as far as the dispatcher sees it.
  struct Loop {
    let share: Int
    var running: [(payload: Payload, answer: SimulatedService.Answer)] = []
    var wait = 0
    var isWoken = false
    var isOver = false

    /// When it takes its next turn unless it is woken.
    var nextTurn: Int { min(wait, running.map(\.answer.time).min() ?? .max) }
  }

  let scenario: Scenario
  var dice: Dice
  var service: SimulatedService
  var dispatcher: Dispatcher
  var ledger: SimulationLedger
  var loops: [Loop]
  var now = 5 * Scenario.second
  let start = 5 * Scenario.second
  var effects = Effects()
  var unread: Int
  var nextRead: Int
  var isStopping = false
  /// What the writer has, and when it has written it.
  var writing: [(time: Int, bytes: Int, events: Int)] = []

  init(_ scenario: Scenario) {
    self.scenario = scenario
    dice = Dice(seed: scenario.seed &+ 1)
    service = SimulatedService(scenario)
    dispatcher = Dispatcher(scenario.options)
    ledger = SimulationLedger(scenario)
    loops = scenario.options.shares.map { Loop(share: $0) }
    for index in loops.indices.dropFirst() { loops[index].wait = .max }
    unread = scenario.events
    nextRead = now
  }

  /// Runs to the end.
  mutating func run() throws {
    var turns = 0
    while loops.contains(where: { !$0.isOver }) || !writing.isEmpty {
      turns += 1
      try ledger.require(turns < 2_000_000, "the run ends")
      if let stop = scenario.stopsAt, now >= start + stop, !isStopping { stopRun() }
      guard let loop = nextLoop() else {
        try advance()
        continue
      }
      try takeTurn(loop)
    }
    try ledger.checkEnd(dispatcher.report, isStopped: isStopping)
  }

  private mutating func stopRun() {
    isStopping = true
    unread = 0
    nextRead = .max
    for index in loops.indices { loops[index].isWoken = true }
  }

  /// One of the loops whose turn has come, any of them; nil if all wait.
  private mutating func nextLoop() -> Int? {
    let hasInput = now >= nextRead && (unread > 0 || nextRead != .max)
    let able = loops.indices.filter { index in
      let loop = loops[index]
      return !loop.isOver
        && (loop.isWoken || loop.nextTurn <= now || (index == 0 && hasInput))
    }
    return able.isEmpty ? nil : dice.pick(able)
  }

  /// Lets time go on to what comes next.
  private mutating func advance() throws {
    var times = loops.filter { !$0.isOver }.map(\.nextTurn)
    times.append(nextRead)
    times.append(contentsOf: writing.map(\.time))
    if let stop = scenario.stopsAt, !isStopping { times.append(start + stop) }
    let next = times.min() ?? .max
    try ledger.require(next < .max, "somebody has something to wait for")
    now = max(now, next)
    try write()
  }

  /// Gives back what has been written.
  private mutating func write() throws {
    for written in writing where written.time <= now {
      if try ledger.giveBack(written.bytes) { loops[0].isWoken = true }
    }
    writing.removeAll { $0.time <= now }
  }

  private mutating func takeTurn(_ index: Int) throws {
    loops[index].isWoken = false
    // Whoever takes a turn takes what has been read.
    var incoming = read()
    var ended = try bringBack(index)
    var calls: [Payload] = []
    let isOutage = dispatcher.outage?.isOn == true
    let held = ledger.held
    let report = Dispatcher.Report(
      loop: index, room: loops[index].share - loops[index].running.count, now: now,
      inputIsOpen: unread > 0, isStopping: isStopping, held: held,
      unwritten: writing.reduce(0) { $0 + $1.events })
    let turn = dispatcher.takeTurn(
      report, incoming: &incoming, ended: &ended, calls: &calls, effects: &effects)
    try ledger.require(incoming.isEmpty && ended.isEmpty, "what is brought is taken")
    try ledger.checkStarts(calls, now: now, isStopping: isStopping)
    ledger.held += effects.charge
    let reserved = dispatcher.inFlight * dispatcher.answerRoom.bytes
    try ledger.require(
      calls.isEmpty || (dispatcher.inFlight == 1 && writing.isEmpty)
        || ledger.held + reserved <= scenario.options.hold,
      "no call starts whose answer has no room while something may be given back")
    if let since = effects.wantedSince { ledger.isWanted = ledger.held >= since + effects.charge }
    if isOutage, dispatcher.outage?.isOn == true {
      try ledger.require(dispatcher.inFlight <= 1 || calls.isEmpty, "one call tries in an outage")
    }
    for payload in calls { begin(payload, on: index) }
    loops[index].wait = calls.isEmpty ? turn.wait : now
    loops[index].isOver = turn.isOver
    try perform()
    // As a loop does, which calls libcurl between two turns.
    now += dice.roll(0...1000)
  }

  private mutating func read() -> [Event] {
    guard now >= nextRead else { return [] }
    let count = min(unread, dice.roll(1...20))
    unread -= count
    nextRead = unread > 0 ? now + dice.roll(1...scenario.readGap) : .max
    return ledger.newEvents(count)
  }

  private mutating func bringBack(_ index: Int) throws -> [EndedCall] {
    var ended: [EndedCall] = []
    for call in loops[index].running where call.answer.time <= now {
      try ledger.end(call.payload, call.answer, now: now)
      let payload = call.payload
      payload.call.response = Array(repeating: 0, count: dice.roll(0...scenario.answerBytes))
      ended.append(
        EndedCall(
          payload: call.payload, result: call.answer.result, requests: call.answer.requests,
          bytes: payload.call.body.count))
    }
    loops[index].running.removeAll { $0.answer.time <= now }
    return ended
  }

  private mutating func begin(_ payload: Payload, on index: Int) {
    let answer = service.answer(payload, now: now, &dice)
    loops[index].running.append((payload, answer))
  }

  private mutating func perform() throws {
    var released: [Event] = []
    effects.takeReleased { swap(&released, &$0) }
    try ledger.release(released)
    if !released.isEmpty {
      let bytes = released.reduce(0) { $0 + $1.heldBytes }
      writing.append((now + dice.roll(1...scenario.writing), bytes, released.count))
    }
    ledger.begun += effects.begun
    for index in loops.indices where effects.wakes(index) { loops[index].isWoken = true }
    if effects.stops { stopRun() }
    effects.clear()
  }
}
