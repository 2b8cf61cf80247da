extension Dispatcher {
  /// Decides what follows a try, and does it.
  mutating func settle(_ call: EndedCall, _ effects: inout Effects) {
    let (payload, result) = (call.payload, call.result)
    endCall()
    payload.call.progress.attempts += call.requests
    recorder.tried(
      requests: call.requests, bytes: call.bytes,
      answeredAfter: result.status == nil ? nil : now - payload.call.progress.lastStart,
      status: result.status)
    chargeAnswer(of: payload, &effects)
    let decision = policy.decide(after: result, payload.call.progress, now: now)
    note(result, of: payload, &effects)
    switch decision {
    case .settle:
      if case .batch(let batch) = payload, batch.members.count > 1, result.isAboutContent {
        halve(batch, result, &effects)
      } else {
        finish(payload, result, &effects)
        if result.failure != nil, stopsAtFailure { stop(&effects) }
      }
    case .retry(let delay):
      payload.call.progress.retries += 1
      wait(payload, result, until: now + delay)
    case .renew:
      payload.call.progress.isRenewed = true
      wait(payload, result, until: now)
    case .pause(let delay):
      payload.call.progress.refusals += 1
      wait(payload, result, until: max(now + delay, congestion.pausedUntil))
    }
  }

  private mutating func stop(_ effects: inout Effects) {
    isStopping = true
    effects.stops = true
  }

  private mutating func wait(_ payload: Payload, _ result: AttemptResult, until due: Int) {
    payload.call.progress.lastResult = result
    retries.add(payload, due: due)
  }

  /// The halves of a batch that was refused go out at once.
  private mutating func halve(_ batch: Batch, _ result: AttemptResult, _ effects: inout Effects) {
    for half in batches?.halve(batch) ?? [] {
      // The result is what its events get if the run stops before it is sent.
      wait(.batch(half), result, until: now)
    }
    charge(batches?.takeCharge() ?? 0, &effects)
  }

  /// Counts the bytes of an answer, which is kept until its event is written or another one comes.
  private mutating func chargeAnswer(of payload: Payload, _ effects: inout Effects) {
    answerRoom.note(bytes: payload.call.response.capacity)
    let first = payload.first
    let bytes = payload.call.response.capacity - first.heldForAnswer
    first.heldForAnswer += bytes
    first.heldBytes += bytes
    charge(bytes, &effects)
  }

  /// What the result says of the service, beyond this call.
  private mutating func note(
    _ result: AttemptResult, of payload: Payload, _ effects: inout Effects
  ) {
    let start = payload.call.progress.lastStart
    if result.isAboutRate {
      let limit = RetryPolicy.retryAfterLimit
      let asked = result.retryAfter.map { min($0, limit) * 1_000_000_000 }
      congestion.refused(asked: asked, startedAt: start, now: now)
      pacer.pause(until: congestion.pausedUntil)
      recorder.paused(for: congestion.pausedUntil - now, now: now, &effects)
    } else if result.failure == nil {
      congestion.accepted(startedAt: start, now: now)
    }
    if result.failure?.isRetryable == true, !result.isAboutRate {
      if outage?.failed(isLast: inFlight == 0, now: now) == true {
        recorder.outageBegan(result, &effects)
      }
    } else if let began = outage?.gotThrough() ?? nil {
      retries.advance(to: now)
      recorder.outageEnded(after: now - began, &effects)
    }
  }

  /// In an outage, calls whose time is over are given up without another try, if one of them has made
  /// it and failed.
  mutating func giveUpOverdue(_ effects: inout Effects) {
    while let payload = retries.next, let end = giveUpTime(of: payload), end <= now,
      outage?.wasTried(at: end) == true || eventThatOthersWaitFor != nil,
      let result = payload.call.progress.lastResult, retries.popDue(now: now) != nil
    {
      finish(payload, result, &effects)
    }
  }

  /// When a call is given up in an outage; nil if it is not. Halves of a batch were not tried yet.
  func giveUpTime(of payload: Payload) -> Int? {
    let isTried = payload.call.progress.lastResult?.failure?.isRetryable == true
    return isTried ? policy.end(of: payload.call.progress) : nil
  }

  // MARK: Results

  /// Gives an event, or those of a batch, their result.
  mutating func finish(
    _ payload: Payload, _ result: AttemptResult, _ effects: inout Effects
  ) {
    switch payload {
    case .event(let event):
      finish(event, result, event.progress, batchSize: nil, &effects)
    case .batch(let batch):
      for event in batch.members {
        event.response = batch.response
        finish(event, result, batch.progress, batchSize: batch.members.count, &effects)
      }
      batches?.reuse(batch)
      charge(batches?.takeCharge() ?? 0, &effects)
    }
  }

  private mutating func finish(
    _ event: Event, _ result: AttemptResult, _ progress: Progress, batchSize: Int?,
    _ effects: inout Effects
  ) {
    event.settle(result, progress, batchSize: batchSize, now: now)
    unfinished -= 1
    recorder.finish(event, now: now, &effects)
    order.finish(event)
  }
}
