import HTTP
import Segment

/// The transfer loop: takes events from the reader, makes their calls, and lets them go to the
/// writer. It alone uses the HTTP client, and it never waits for the reader or the writer.
struct TransferLoop: ~Copyable {
  private static let releaseDelay = 2_000_000
  private static let releaseCount = 256

  private let client: HTTPClient
  private let lines: Lines
  private let delivery: DeliveryPolicy
  private let policy: RetryPolicy

  private var judge = ResponseJudge()
  private var order: ReleaseOrder
  private var ready = FIFO<Event>()
  private var retries = RetryQueue()
  /// The event whose call runs in each slot of the client.
  private var running: [Event?]
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
  private(set) var report = RunReport()

  init(
    client: HTTPClient, lines: Lines, delivery: DeliveryPolicy, concurrency: Int, isOrdered: Bool
  ) {
    self.client = client
    self.lines = lines
    self.delivery = delivery
    policy = RetryPolicy(delivery)
    order = ReleaseOrder(isOrdered: isOrdered)
    running = Array(repeating: nil, count: concurrency)
  }

  /// Runs until everything read has its result and is on its way to the writer, or until the run
  /// is stopped at once.
  mutating func run() {
    while true {
      let reason = lines.stop.reason
      if reason?.isImmediate == true { break }
      takeIncoming()
      client.perform()
      now = Clock.monotonic
      collectFinished()
      let started: Bool
      if reason == nil {
        started = startCalls()
      } else {
        started = false
        giveUpWaiting()
      }
      release()
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
        report.count(event)
      } else {
        unfinished += 1
        ready.append(event)
      }
    }
    taken.removeAll(keepingCapacity: true)
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

  private mutating func finish(_ event: Event, _ call: Call, _ delivery: Delivery) {
    event.state = .delivered(call, delivery)
    event.lastResult = nil
    unfinished -= 1
    report.count(event)
    order.finish(event)
  }

  private func wait() {
    var until = retries.nextDue
    if !ready.isEmpty || until != nil, now < pausedUntil { until = max(until ?? 0, pausedUntil) }
    if releaseDue < until ?? Int.max { until = releaseDue }
    let limit = until.map { max(0, $0 - now).millisecondsRoundedUp } ?? Int.max
    client.wait(milliseconds: limit, now: now.millisecondsRoundedUp)
  }

  // MARK: Calls

  /// Starts calls while there is room; whether any was started.
  private mutating func startCalls() -> Bool {
    var started = false
    while client.room > 0, now >= pausedUntil {
      guard let event = retries.popDue(now: now) ?? ready.popFirst() else { break }
      guard case .waiting(let call) = event.state else { continue }
      start(event, call)
      started = true
    }
    return started
  }

  private mutating func start(_ event: Event, _ call: Call) {
    if event.attempts == 0 { event.firstAttempt = now }
    sendTime.stamp(&event.body, at: call.sentAt)
    let slot = client.start(
      url: call.operation.urlIndex, body: event.body, retries: event.attempts,
      now: now.millisecondsRoundedUp)
    event.attempts += 1
    if let slot { running[slot] = event }
  }

  private mutating func collectFinished() {
    var response: [UInt8] = []
    while let finished = client.nextFinished(response: &response, now: now.millisecondsRoundedUp) {
      guard let event = running[finished.slot] else { continue }
      running[finished.slot] = nil
      swap(&event.response, &response)
      settle(event, finished.outcome)
    }
  }

  /// Decides what follows an attempt, and does it.
  private mutating func settle(_ event: Event, _ outcome: TransferOutcome) {
    guard case .waiting(let call) = event.state else { return }
    countResponse(of: event)
    let result = attemptResult(of: event, outcome)
    let decision = policy.decide(
      after: outcome, isAccepted: result.failure == nil, attempts: event.attempts)
    if decision.pause > 0 { pausedUntil = max(pausedUntil, now + decision.pause) }
    switch decision.action {
    case .deliver:
      finish(event, call, result.delivery(of: event, now: now))
    case .fail:
      finish(event, call, result.delivery(of: event, now: now))
      if delivery.retryPropagate { lines.stopRun(.callFailed) }
    case .retry(let delay):
      event.lastResult = result
      retries.add(event, due: now + delay)
    }
  }

  /// Counts a response that is not small towards the bound on memory.
  private func countResponse(of event: Event) {
    guard event.response.count > 4096 else { return }
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
      return AttemptResult(error)
    }
  }

  // MARK: Stopping

  /// Gives every event that is not under way the result that it has so far.
  private mutating func giveUpWaiting() {
    for event in retries.removeAll() {
      guard case .waiting(let call) = event.state, let result = event.lastResult else { continue }
      finish(event, call, result.delivery(of: event, now: now))
    }
    while let event = ready.popFirst() {
      guard case .waiting(let call) = event.state else { continue }
      finish(event, call, AttemptResult.notSent.delivery(of: event, now: now))
    }
  }
}

extension Operation {
  /// The place of the operation's URL among those of the HTTP client.
  var urlIndex: Int { Operation.allCases.firstIndex(of: self) ?? 0 }
}
