import HTTP
import Segment

/// The transfer loop: takes events from the reader, makes their calls, and lets them go to the
/// writer. It alone uses the HTTP client, and it never waits for the reader or the writer.
struct TransferLoop: ~Copyable {
  private static let releaseDelay = 2_000_000
  private static let releaseCount = 256
  private static let begunCount = 64

  private let client: HTTPClient
  private let lines: Lines
  private let delivery: DeliveryPolicy
  private let policy: RetryPolicy
  private let mask: SecretMask

  private var judge = ResponseJudge()
  private var order: ReleaseOrder
  private var ready = FIFO<Event>()
  private var retries = RetryQueue()
  /// What gathers calls, if they are sent in batches.
  private var batches: BatchBuilder?
  private var pacer: Pacer
  /// The event whose call runs in each slot of the client.
  private var running: [Event?]
  /// Events whose calls have begun since the reader was told.
  private var begun = 0
  /// Events taken in whose result is still to come.
  private var unfinished = 0
  /// Until then, by the monotonic clock, no call starts.
  private var pausedUntil = 0
  private var now = Clock.monotonic
  private var sendTime = SendTime()
  private var inputIsOpen = true
  private var taken: [Event] = []
  private var released: [Event] = []
  /// When `released` must be handed on at the latest, by the monotonic clock.
  private var releaseDue = Int.max
  private var recorder: Recorder

  /// What the run came to so far.
  var report: RunReport { recorder.report }

  init(
    client: HTTPClient, lines: Lines, delivery: DeliveryPolicy, service: Service,
    isOrdered: Bool, recorder: consuming Recorder
  ) {
    self.client = client
    self.lines = lines
    self.delivery = delivery
    policy = RetryPolicy(delivery)
    self.recorder = recorder
    mask = SecretMask(writeKey: service.writeKey, others: service.proxyCredentials)
    order = ReleaseOrder(isOrdered: isOrdered)
    running = Array(repeating: nil, count: service.concurrency)
    pacer = Pacer(rate: service.rate)
    batches = service.batching.map {
      BatchBuilder(eventLimit: $0.events, linger: $0.lingerMilliseconds * 1_000_000)
    }
  }

  /// Runs until everything read has its result and is on its way to the writer, or until the run
  /// is stopped at once.
  mutating func run() {
    while true {
      if lines.stop.reason?.isImmediate == true { break }
      now = Clock.monotonic
      takeIncoming()
      client.perform()
      now = Clock.monotonic
      collectFinished()
      let started: Bool
      // Asked again, for a call just collected may have stopped the run.
      if lines.stop.reason == nil {
        started = startCalls()
      } else {
        started = false
        giveUpWaiting()
      }
      release()
      recorder.show(inFlight: client.inFlight)
      if !inputIsOpen, unfinished == 0, released.isEmpty { break }
      if !started { wait() }
    }
    client.close()
  }

  // MARK: Events in and out

  private mutating func takeIncoming() {
    guard inputIsOpen else { return }
    inputIsOpen = lines.incoming.take(into: &taken)
    for event in taken {
      order.add(event)
      if event.isDone {
        recorder.finish(event, now: now)
      } else {
        unfinished += 1
        enqueue(event)
      }
    }
    taken.removeAll(keepingCapacity: true)
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
    if client.inFlight == 0 || now >= releaseDue || released.count >= Self.releaseCount {
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

  private func wait() {
    // What is ready waits for its turn, or for room, which an answer makes.
    var until = ready.isEmpty ? retries.nextDue ?? Int.max : now
    until = max(until, pausedUntil, pacer.nextStart)
    if client.room == 0 || (ready.isEmpty && retries.isEmpty) { until = Int.max }
    until = min(until, releaseDue, batches?.due ?? Int.max)
    let limit = until == Int.max ? until : max(0, until - now).millisecondsRoundedUp
    client.wait(milliseconds: limit, now: now.millisecondsRoundedUp)
  }

  // MARK: Calls

  /// Starts calls while there is room; whether any was started.
  private mutating func startCalls() -> Bool {
    var started = false
    defer { noteBegun() }
    while client.room > 0, now >= pausedUntil, now >= pacer.nextStart {
      guard let event = retries.popDue(now: now) ?? ready.popFirst() else { break }
      start(event)
      started = true
    }
    return started
  }

  /// Tells the reader how many calls have begun, a few at a time.
  private mutating func noteBegun() {
    guard begun >= Self.begunCount || (ready.isEmpty && begun > 0) else { return }
    lines.allowance.begin(begun)
    begun = 0
  }

  private mutating func start(_ event: Event) {
    if event.attempts == 0 {
      event.firstAttempt = now
      begun += max(1, event.members.count)
    }
    sendTime.stamp(&event.body, at: event.sentAt)
    let slot = client.start(
      url: event.url, body: event.body, retries: event.attempts, now: now.millisecondsRoundedUp)
    event.attempts += 1
    event.lastStart = now
    recorder.attempts(1)
    pacer.start(now: now)
    if let slot { running[slot] = event }
  }

  private mutating func collectFinished() {
    var response: [UInt8] = []
    while let finished = client.nextFinished(response: &response, now: now.millisecondsRoundedUp) {
      guard let event = running[finished.slot] else { continue }
      running[finished.slot] = nil
      swap(&event.response, &response)
      if finished.resends > 0 { count(resends: finished.resends, of: event) }
      settle(event, finished.outcome)
    }
  }

  /// Decides what follows an attempt, and does it.
  private mutating func settle(_ event: Event, _ outcome: TransferOutcome) {
    if outcome.mayHaveSent { recorder.sent(bytes: event.body.count) }
    if case .response = outcome { recorder.answer(after: now - event.lastStart) }
    mask.hide(in: &event.response)
    countResponse(of: event)
    let result = attemptResult(of: event, outcome)
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

  /// Counts the attempts that libcurl has added to one of ours.
  private mutating func count(resends: Int, of event: Event) {
    event.attempts += resends
    recorder.attempts(resends)
    recorder.sent(bytes: resends * event.body.count)
  }

  /// Counts a response that is not small towards the bound on memory.
  private func countResponse(of event: Event) {
    guard event.members.isEmpty, event.response.count > 4096 else { return }
    event.heldBytes += event.response.count
    lines.allowance.grow(bytes: event.response.count)
  }

  private mutating func attemptResult(of event: Event, _ outcome: TransferOutcome) -> AttemptResult
  {
    switch outcome {
    case .response(let status, _):
      let response = event.response
      let verdict = judge.judge(status: status, body: response.span)
      return AttemptResult(status: status, verdict: verdict)
    case .failure(let error):
      return AttemptResult(error, detail: mask.hiding(error.detail))
    }
  }

  // MARK: Stopping

  /// Gives every event that is not under way the result that it has so far.
  private mutating func giveUpWaiting() {
    batches?.close(into: &ready)
    for event in retries.removeAll() { finish(event, event.lastResult ?? .notSent) }
    while let event = ready.popFirst() { finish(event, .notSent) }
  }
}
