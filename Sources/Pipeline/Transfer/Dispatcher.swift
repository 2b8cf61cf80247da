import HTTP
import Segment

/// What the transfer loops of a run share: the calls that are to be made, what follows when one has
/// ended, and the order in which events go on to the writer.
///
/// A loop takes its turn here each time that libcurl has done what it could. All else it does by
/// itself, so that turns are a small part of its work (3 % of the instructions, against loopback).
struct Dispatcher: ~Copyable {
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

  private let lines: Lines
  private let delivery: DeliveryPolicy
  private let policy: RetryPolicy
  private let concurrency: Int

  private var loops: [Loop]
  private var order: ReleaseOrder
  private var ready = FIFO<Event>()
  private var retries = RetryQueue()
  /// What gathers calls, if they are sent in batches.
  private var batches: BatchBuilder?
  private var pacer: Pacer
  /// Calls that the loops have taken and not yet brought back.
  private var inFlight = 0
  /// Events whose calls have begun since the reader was told.
  private var begun = 0
  /// Events taken in whose result is still to come.
  private var unfinished = 0
  /// Until then, by the monotonic clock, no call starts.
  private var pausedUntil = 0
  private var now = Clock.monotonic
  private var inputIsOpen = true
  private var incoming: [Event] = []
  private var released: [Event] = []
  /// When `released` must be handed on at the latest, by the monotonic clock.
  private var releaseDue = Int.max
  private var recorder: Recorder

  /// What the run came to so far.
  var report: RunReport { recorder.report }

  init(
    lines: Lines, delivery: DeliveryPolicy, service: Service, isOrdered: Bool,
    recorder: consuming Recorder
  ) {
    self.lines = lines
    self.delivery = delivery
    policy = RetryPolicy(delivery)
    concurrency = service.concurrency
    loops = service.shares.map { Loop(room: $0, isWaiting: true) }
    self.recorder = recorder
    order = ReleaseOrder(isOrdered: isOrdered)
    pacer = Pacer(rate: service.rate)
    batches = service.batching.map {
      BatchBuilder(eventLimit: $0.events, linger: $0.lingerMilliseconds * 1_000_000)
    }
  }

  /// Takes back the calls of a loop that have ended, and gives it others.
  ///
  /// - Parameters:
  ///   - loop: which loop it is.
  ///   - ended: its calls that have ended; emptied.
  ///   - room: how many more calls it can make.
  ///   - calls: gets the events whose calls it is to make now.
  mutating func takeTurn(
    _ loop: Int, ended: inout [EndedCall], room: Int, calls: inout [Event]
  ) -> Turn {
    now = Clock.monotonic
    takeIncoming()
    for call in ended { settle(call) }
    ended.removeAll(keepingCapacity: true)
    // Asked here, for a call just settled may have stopped the run.
    if lines.stop.reason == nil {
      takeCalls(room: room, into: &calls)
    } else {
      giveUpWaiting()
    }
    release()
    recorder.show(inFlight: inFlight)
    loops[loop] = Loop(room: room - calls.count, isWaiting: calls.isEmpty)
    let isOver = !inputIsOpen && unfinished == 0 && released.isEmpty
    wakeOthers(than: loop, isOver: isOver)
    return Turn(now: now, isOver: isOver, wait: wait(of: loop))
  }

  // MARK: Events in and out

  private mutating func takeIncoming() {
    guard inputIsOpen else { return }
    inputIsOpen = lines.incoming.take(into: &incoming)
    for event in incoming {
      order.add(event)
      if event.isDone {
        recorder.finish(event, now: now)
      } else {
        unfinished += 1
        enqueue(event)
      }
    }
    incoming.removeAll(keepingCapacity: true)
    let isDue = batches?.due.map { $0 <= now } ?? false
    if isDue || !inputIsOpen { batches?.close(into: &ready) }
  }

  private mutating func enqueue(_ event: Event) {
    if batches == nil {
      ready.append(event)
    } else {
      batches?.add(event, now: now, ready: &ready)
    }
  }

  /// Hands on the events that may go.
  ///
  /// Waking the writer for each would cost more than the writing, so while calls are in flight
  /// events gather for `releaseDelay`, or until they are `releaseCount`.
  private mutating func release() {
    order.release(into: &released)
    guard !released.isEmpty else { return }
    if releaseDue == Int.max { releaseDue = now + Self.releaseDelay }
    if inFlight == 0 || now >= releaseDue || released.count >= Self.releaseCount {
      lines.outgoing.put(&released)
      releaseDue = Int.max
    }
  }

  /// Gives an event, or those of a batch, their result.
  private mutating func finish(_ event: Event, _ result: AttemptResult) {
    let delivery = result.delivery(of: event, now: now)
    if event.members.isEmpty {
      finish(event, delivery)
      return
    }
    for member in event.members {
      member.response = event.response
      member.batchSize = event.members.count
      member.url = event.url
      finish(member, delivery)
    }
    batches?.reuse(event)
  }

  private mutating func finish(_ event: Event, _ delivery: Delivery) {
    guard case .waiting(let call) = event.state else { return }
    event.state = .delivered(call, delivery)
    event.lastResult = nil
    unfinished -= 1
    recorder.finish(event, now: now)
    order.finish(event)
  }

  // MARK: Calls

  /// Takes calls that may start now, while there is room.
  private mutating func takeCalls(room: Int, into calls: inout [Event]) {
    while calls.count < room, mayStart {
      guard let event = retries.popDue(now: now) ?? ready.popFirst() else { break }
      begin(event)
      calls.append(event)
    }
    noteBegun()
  }

  /// Whether neither the rate nor a server that wants a pause keeps calls from starting.
  private var mayStart: Bool { now >= pausedUntil && now >= pacer.nextStart }

  private mutating func begin(_ event: Event) {
    if event.tries == 0 {
      event.firstAttempt = now
      begun += max(1, event.members.count)
    }
    event.tries += 1
    event.lastStart = now
    inFlight += 1
    pacer.start(now: now)
  }

  /// Tells the reader how many calls have begun, a few at a time.
  private mutating func noteBegun() {
    guard begun >= Self.begunCount || (ready.isEmpty && begun > 0) else { return }
    lines.allowance.begin(begun)
    begun = 0
  }

  /// Decides what follows an attempt, and does it.
  private mutating func settle(_ call: EndedCall) {
    let (event, outcome, result) = (call.event, call.outcome, call.result)
    inFlight -= 1
    event.attempts += call.requests
    recorder.attempts(call.requests)
    recorder.sent(bytes: call.requests * event.body.count)
    if case .response = outcome { recorder.answer(after: now - event.lastStart) }
    let decision = policy.decide(
      after: outcome, isAccepted: result.failure == nil, retries: event.retries)
    if decision.pause > 0 { pausedUntil = max(pausedUntil, now + decision.pause) }
    switch decision.action {
    case .deliver:
      finish(event, result)
    case .fail where event.members.count > 1 && RetryPolicy.isAboutContent(outcome):
      for half in batches?.halves(of: event) ?? [] {
        // What its events get if the run stops before it is sent.
        half.lastResult = result
        half.response = event.response
        retries.add(half, due: now)
      }
      batches?.reuse(event)
    case .fail:
      finish(event, result)
      if delivery.retryPropagate { lines.stopRun(.callFailed) }
    case .retry(let delay):
      event.lastResult = result
      event.retries += 1
      retries.add(event, due: now + delay)
    }
  }

  // MARK: Waiting and stopping

  /// Wakes all loops at the end of the run, or one to make the calls that this one has no room for.
  private mutating func wakeOthers(than loop: Int, isOver: Bool) {
    let isHelpWanted = loops[loop].room == 0 && hasCall && mayStart
    guard isOver || isHelpWanted else { return }
    for other in loops.indices where other != loop && loops[other].isWaiting {
      guard isOver || loops[other].room > 0 else { continue }
      loops[other].isWaiting = false
      lines.wakers[other].wake()
      if !isOver { return }
    }
  }

  /// Whether there is a call whose time has come, or would have but for the rate or a pause.
  private var hasCall: Bool {
    !ready.isEmpty || retries.nextDue.map { $0 <= now } ?? false
  }

  /// Until when a loop waits.
  private func wait(of loop: Int) -> Int {
    min(nextCall(of: loop), releaseDue, batches?.due ?? Int.max)
  }

  /// When a loop is to see to a call; `Int.max` if it waits for an answer, which makes room.
  private func nextCall(of loop: Int) -> Int {
    guard inFlight < concurrency, !ready.isEmpty || !retries.isEmpty else { return Int.max }
    let due = ready.isEmpty ? retries.nextDue ?? Int.max : now
    let start = max(due, pausedUntil, pacer.nextStart)
    // Those that may start now and find no room here are for a loop that was woken.
    return loops[loop].room == 0 && start <= now ? Int.max : start
  }

  /// Gives every event that is not under way the result that it has so far.
  private mutating func giveUpWaiting() {
    batches?.close(into: &ready)
    for event in retries.removeAll() { finish(event, event.lastResult ?? .notSent) }
    while let event = ready.popFirst() { finish(event, .notSent) }
  }
}
