// Which call is next, and when.
extension Dispatcher {
  /// Whether the answer to one more call has room in memory.
  var hasRoomForAnswer: Bool { held + (inFlight + 1) * answerRoom.bytes <= hold }

  /// Whether neither the rate, nor a server that wants a pause, nor an outage keeps calls from
  /// starting.
  var mayStart: Bool {
    guard now >= congestion.pausedUntil, now >= pacer.nextStart, inFlight < concurrency else {
      return false
    }
    guard let outage, outage.isOn else { return true }
    return inFlight == 0 && (now >= outage.nextTry || isReadyOverdue || isRetryOverdue)
  }

  /// Whether nothing that is held will be given back unless another call starts: none is in flight,
  /// and the writer has nothing left to write.
  var isStuck: Bool { inFlight == 0 && unwritten == 0 && released.isEmpty }

  /// The next call whose time has come.
  mutating func nextCall() -> Payload? {
    guard hasRoomForAnswer || isStuck else { return nil }
    guard let first = eventThatOthersWaitFor else {
      if isReadyOverdue { return ready.popFirst() }
      return retries.popDue(now: now) ?? (isReadyHeldBack ? nil : ready.popFirst())
    }
    if let payload = ready.first, payload.first === first { return ready.popFirst() }
    return retries.popDue(now: now) { $0.first === first }
  }

  /// The only event whose call may start if there is no room for another answer: until it is written,
  /// nothing is given back.
  var eventThatOthersWaitFor: Event? { hasRoomForAnswer ? nil : order.first }

  /// When the next call is due, the rate, pauses and outages aside; `Int.max` if none is.
  var nextDue: Int {
    guard let first = eventThatOthersWaitFor else {
      return ready.isEmpty || isReadyHeldBack ? retries.nextDue ?? Int.max : now
    }
    if let payload = ready.first, payload.first === first { return now }
    return retries.due { $0.first === first } ?? Int.max
  }

  /// Whether calls that were not tried yet wait for those that were: in an outage they would fail as
  /// these did.
  private var isReadyHeldBack: Bool {
    outage?.isOn == true && !retries.isEmpty && !isReadyOverdue
  }

  /// Whether the next call that was not tried yet has waited in an outage for as long as it would have
  /// been tried again. It is tried once: else each would begin its time when that of another is over,
  /// and a run of N events would outlast the outage N times as long as it was told to.
  private var isReadyOverdue: Bool { readyEnd <= now }

  /// Whether the time of the next call that was tried is over, and it is to be tried once more.
  private var isRetryOverdue: Bool {
    guard eventThatOthersWaitFor == nil, let payload = retries.next,
      let end = giveUpTime(of: payload)
    else { return false }
    return end <= now
  }

  /// When the next call that was not tried yet is overdue in an outage; `Int.max` if there is none that
  /// may start.
  var readyEnd: Int {
    guard let outage, outage.isOn, let payload = ready.first, let time = policy.retryFor,
      eventThatOthersWaitFor.map({ payload.first === $0 }) ?? true
    else { return Int.max }
    return max(payload.call.progress.triedSince, outage.since) &+ time
  }

  /// Whether there is a call whose time has come, or would have but for the rate, a pause or an
  /// outage.
  var hasCall: Bool { nextDue <= now }
}
