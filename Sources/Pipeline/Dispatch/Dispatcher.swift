import Threads

/// What the transfer loops of a run share: the calls that are to be made, what follows when one has
/// ended, and the order in which events go on to the writer.
///
/// A value without clock, lock, waker or descriptor: a loop takes its turn with the time and what has
/// happened, and gets what is to be done. All else a loop does by itself, so that turns are a small
/// part of its work (3 % of the instructions, against loopback).
struct Dispatcher: ~Copyable {
  /// How calls are dispatched.
  struct Options {
    /// Calls that each loop can make at once.
    var shares: [Int]
    /// What decides on another try.
    var retries = RetryPolicy()
    /// Whether a call that has used up its tries stops the run.
    var stopsAtFailure = false
    /// Calls started a second, at most; nil for no limit.
    var rate: Double?
    /// The batches in which events are sent; nil for a call per event.
    var batches: BatchBuilder?
    /// Whether events keep the order of the input.
    var isOrdered = true
    /// Whether events whose call was never begun get no result when the run stops, nor any event
    /// behind them, so that another run begins with them. Only where the order is kept.
    var leavesUnbegun = false
    /// The bytes that may be held in memory: no call starts whose answer may go beyond them, but for
    /// the one that all others wait for.
    var hold = 64 << 20
    /// What happened is noticed; nil for nothing.
    var notices: Recorder.Notices?

    init(shares: [Int]) { self.shares = shares }
  }

  /// What a loop comes with.
  struct Report {
    /// Which loop it is.
    let loop: Int
    /// How many more calls it can make.
    let room: Int
    /// The time by the monotonic clock, in nanoseconds, no earlier than that of any turn before.
    let now: Int
    /// Whether more events may come in.
    let inputIsOpen: Bool
    /// Whether the run is to stop.
    let isStopping: Bool
    /// The bytes held in memory: those read and not yet written, and what `Effects.charge` has added.
    let held: Int
    /// How many of the events that were handed on are not written yet.
    let unwritten: Int
  }

  /// What a loop is to do after its turn.
  struct Turn {
    /// When the turn was, by the monotonic clock.
    let now: Int
    /// Whether every event has its result and is on its way, so that the loop ends.
    let isOver: Bool
    /// Until when to wait if no calls were taken; `Int.max` for an answer, or for being woken.
    let wait: Int
  }

  /// What is known of a loop from its last turn, or from before its first.
  private struct Loop {
    /// How many more calls it can make.
    let room: Int
    /// Whether it took no calls, so that it waits.
    var isWaiting: Bool
  }

  private static let releaseDelay = 2_000_000
  private static let releaseCount = 256
  private static let begunCount = 64

  let concurrency: Int
  let hold: Int
  private let leavesUnbegun: Bool
  let stopsAtFailure: Bool
  let policy: RetryPolicy

  private var loops: [Loop]
  var order: ReleaseOrder
  var ready = FIFO<Payload>()
  var retries = RetryQueue()
  /// What gathers events, if they are sent in batches.
  var batches: BatchBuilder?
  var pacer: Pacer
  var congestion = Congestion()
  /// Whether nothing gets through; only where calls are tried again for as long as that takes.
  var outage: Outage?
  /// Calls that the loops have taken and not yet brought back.
  private(set) var inFlight = 0
  /// Events whose calls have begun since the reader was told.
  private var begun = 0
  /// Events taken in whose result is still to come.
  var unfinished = 0
  private(set) var now = 0
  /// The bytes held, as far as this turn knows.
  var held = 0
  /// Events that were handed on and are not written yet, as far as this turn knows.
  var unwritten = 0
  var answerRoom: AnswerRoom
  private var inputIsOpen = true
  var isStopping = false
  var released: [Event] = []
  /// When `released` must be handed on at the latest, by the monotonic clock.
  private var releaseDue = Int.max
  var recorder: Recorder

  /// What the run came to so far.
  var report: RunReport {
    var report = recorder.report
    report.firstLeft = order.limit == Int.max ? nil : order.limit
    report.inFlight = inFlight
    report.isOutage = outage?.isOn ?? false
    report.lastDelivery = recorder.lastDelivery
    return report
  }

  init(_ options: Options) {
    concurrency = options.shares.reduce(0, +)
    hold = options.hold
    leavesUnbegun = options.leavesUnbegun
    answerRoom = AnswerRoom(hold: hold, concurrency: concurrency)
    stopsAtFailure = options.stopsAtFailure
    policy = options.retries
    loops = options.shares.map { Loop(room: $0, isWaiting: true) }
    order = ReleaseOrder(isOrdered: options.isOrdered)
    pacer = Pacer(rate: options.rate)
    batches = options.batches
    if policy.retryFor != nil {
      outage = Outage(concurrency: concurrency, backoff: policy.firstWait)
    }
    recorder = Recorder(options.notices, isBatched: options.batches != nil)
  }

  /// Takes in what has been read, and the calls of a loop that have ended, and gives it others.
  ///
  /// - Parameters:
  ///   - report: which loop it is, and when.
  ///   - incoming: events that have been read, in order; emptied.
  ///   - ended: the loop's calls that have ended; emptied.
  ///   - calls: gets what the loop is to send now.
  ///   - effects: gets what else is to be done.
  mutating func takeTurn(
    _ report: Report, incoming: inout [Event], ended: inout [EndedCall],
    calls: inout [Payload], effects: inout Effects
  ) -> Turn {
    precondition(report.now >= now, "the monotonic clock does not go back")
    now = report.now
    inputIsOpen = report.inputIsOpen
    held = report.held
    unwritten = report.unwritten
    isStopping = isStopping || report.isStopping
    takeIn(&incoming, &effects)
    for call in ended { settle(call, &effects) }
    ended.removeAll(keepingCapacity: true)
    order.release(into: &released)
    // Asked here, for a call just settled may have stopped the run.
    if isStopping {
      giveUpWaiting(&effects)
    } else {
      takeCalls(report, into: &calls, &effects)
    }
    release(&effects)
    noteBegun(&effects)
    let room = report.room - calls.count
    precondition(room >= 0, "a loop gets no more calls than it has room for")
    loops[report.loop] = Loop(room: room, isWaiting: calls.isEmpty)
    let isOver = !inputIsOpen && unfinished == 0 && released.isEmpty
    wakeOthers(than: report.loop, isOver: isOver, &effects)
    effects.standing = Effects.Standing(
      delivered: recorder.delivered, failed: recorder.failures, finished: recorder.finished,
      inFlight: inFlight)
    return Turn(now: now, isOver: isOver, wait: wait(of: report.loop))
  }

  // MARK: Events in and out

  private mutating func takeIn(_ incoming: inout [Event], _ effects: inout Effects) {
    for event in incoming {
      order.add(event)
      if event.isDone {
        recorder.finish(event, now: now, &effects)
      } else {
        unfinished += 1
        enqueue(event)
      }
    }
    incoming.removeAll(keepingCapacity: true)
    let isDue = batches?.due.map { $0 <= now } ?? false
    if isDue || !inputIsOpen { batches?.close(into: &ready) }
    charge(batches?.takeCharge() ?? 0, &effects)
  }

  /// Counts bytes by which what is held has grown, or shrunk.
  mutating func charge(_ bytes: Int, _ effects: inout Effects) {
    held += bytes
    effects.charge += bytes
  }

  private mutating func enqueue(_ event: Event) {
    if batches == nil {
      event.progress.triedSince = now
      ready.append(.event(event))
    } else {
      batches?.add(event, now: now, ready: &ready)
    }
  }

  /// Hands on the events that may go.
  ///
  /// Waking the writer for each would cost more than the writing, so while calls are in flight
  /// events gather for `releaseDelay`, or until they are `releaseCount`.
  private mutating func release(_ effects: inout Effects) {
    order.release(into: &released)
    guard !released.isEmpty else { return }
    if releaseDue == Int.max { releaseDue = now + Self.releaseDelay }
    if inFlight == 0 || now >= releaseDue || released.count >= Self.releaseCount {
      effects.release(&released)
      releaseDue = Int.max
    }
  }

  // MARK: Calls

  /// Takes calls that may start now, while there is room.
  private mutating func takeCalls(
    _ report: Report, into calls: inout [Payload], _ effects: inout Effects
  ) {
    if outage?.isOn == true, inFlight == 0 { giveUpOverdue(&effects) }
    congestion.advance(now: now)
    pacer.pace = congestion.pace
    while calls.count < report.room, mayStart, let payload = nextCall() {
      begin(payload)
      calls.append(payload)
    }
    // Whoever gives back bytes wakes a loop.
    if !hasRoomForAnswer, !ready.isEmpty || !retries.isEmpty { effects.wantedSince = report.held }
  }

  private mutating func begin(_ payload: Payload) {
    if payload.call.progress.tries == 0 {
      let ready = payload.call.progress.triedSince
      let outage = outage.flatMap { $0.isOn ? $0 : nil }
      payload.call.progress.triedSince = outage.map { max(ready, $0.since) } ?? now
      payload.call.progress.firstStart = now
      begun += payload.count
    }
    payload.call.progress.tries += 1
    payload.call.progress.lastStart = now
    inFlight += 1
    outage?.starts(now: now)
    pacer.start(now: now)
  }

  /// Tells the reader how many calls have begun, a few at a time.
  private mutating func noteBegun(_ effects: inout Effects) {
    guard begun >= Self.begunCount || (ready.isEmpty && begun > 0) else { return }
    effects.begun += begun
    begun = 0
  }

  /// A loop has brought a call back.
  mutating func endCall() {
    inFlight -= 1
    precondition(inFlight >= 0, "a call ends once")
  }

  // MARK: Waiting and stopping

  /// Wakes all loops at the end of the run, or one to make the calls that this one has no room for.
  private mutating func wakeOthers(than loop: Int, isOver: Bool, _ effects: inout Effects) {
    let isHelpWanted = loops[loop].room == 0 && hasCall && mayStart && hasRoomForAnswer
    guard isOver || isHelpWanted else { return }
    for other in loops.indices where other != loop && loops[other].isWaiting {
      guard isOver || loops[other].room > 0 else { continue }
      loops[other].isWaiting = false
      effects.wake(other)
      if !isOver { return }
    }
  }

  /// Until when a loop waits.
  private func wait(of loop: Int) -> Int {
    min(nextCall(of: loop), releaseDue, batches?.due ?? Int.max)
  }

  /// When a loop is to see to a call; `Int.max` if it waits for an answer, which makes room.
  private func nextCall(of loop: Int) -> Int {
    guard inFlight < concurrency, !ready.isEmpty || !retries.isEmpty else { return Int.max }
    // Answers, and bytes given back, bring a turn.
    guard hasRoomForAnswer || isStuck else { return Int.max }
    var due = nextDue
    if let outage, outage.isOn {
      guard inFlight == 0 else { return Int.max }
      let giveUp = retries.next.flatMap { giveUpTime(of: $0) } ?? Int.max
      due = min(max(due, outage.nextTry), max(due, giveUp), readyEnd)
    }
    let start = max(due, congestion.pausedUntil, pacer.nextStart)
    // Those that may start now and find no room here are for a loop that was woken.
    return loops[loop].room == 0 && start <= now ? Int.max : start
  }

  /// Gives every event that is not under way the result that it has so far, or none.
  private mutating func giveUpWaiting(_ effects: inout Effects) {
    batches?.close(into: &ready)
    for payload in retries.removeAll() {
      finish(payload, payload.call.progress.lastResult ?? .notSent, &effects)
    }
    while let payload = ready.popFirst() {
      if leavesUnbegun { leave(payload) } else { finish(payload, .notSent, &effects) }
    }
  }

  /// Leaves events whose call was never begun to another run.
  private mutating func leave(_ payload: Payload) {
    unfinished -= payload.count
    order.hold(from: payload.first)
  }
}
