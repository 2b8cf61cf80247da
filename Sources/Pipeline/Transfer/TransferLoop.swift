import HTTP
import Segment

/// A transfer loop: makes the calls that the dispatcher gives it, and brings them back when they have
/// ended. It alone uses its HTTP client, and it never waits for the reader or the writer.
struct TransferLoop: ~Copyable {
  private let number: Int
  private let client: HTTPClient
  private let lines: Lines
  private let dispatcher: SharedDispatcher
  private let mask: SecretMask

  private var judge = ResponseJudge()
  private var sendTime = SendTime()
  /// What the call in each slot of the client carries.
  private var running: [Payload?]
  private var calls: [Payload] = []
  private var ended: [EndedCall] = []
  private var effects = Effects()
  private var now = Clock.monotonic

  /// - Parameters:
  ///   - number: the place of the client's waker in `lines`.
  ///   - client: closed at the end.
  init(
    _ number: Int, client: HTTPClient, lines: Lines, dispatcher: SharedDispatcher,
    mask: SecretMask
  ) {
    self.number = number
    self.client = client
    self.lines = lines
    self.dispatcher = dispatcher
    self.mask = mask
    running = Array(repeating: nil, count: client.room)
  }

  /// Runs until everything read has its result and is on its way to the writer, or until the run
  /// is stopped at once.
  mutating func run() {
    // The first loop takes what comes; the others are woken when it has no room for more.
    if number > 0 { wait(until: Int.max) }
    while lines.stop.reason?.isImmediate != true {
      client.perform()
      now = Clock.monotonic
      collectEnded()
      let turn = dispatcher.takeTurn(
        number, room: client.room, ended: &ended, calls: &calls, effects: &effects)
      now = turn.now
      if turn.isOver { break }
      // A call that could not be started has ended already.
      if calls.isEmpty, ended.isEmpty { wait(until: turn.wait) } else { startCalls() }
    }
    client.close()
  }

  private func wait(until time: Int) {
    let limit = time == Int.max ? time : max(0, time - now).millisecondsRoundedUp
    client.wait(milliseconds: limit, now: now.millisecondsRoundedUp)
  }

  private mutating func startCalls() {
    for payload in calls {
      sendTime.stamp(&payload.body, at: payload.sentAt)
      do throws(TransferError) {
        let slot = try client.start(
          url: payload.route.index, body: payload.body, attempts: payload.progress.attempts,
          fresh: payload.progress.lastResult?.isUnanswered == true,
          now: now.millisecondsRoundedUp)
        running[slot] = payload
      } catch {
        let result = AttemptResult(error, detail: error.detail)
        ended.append(EndedCall(payload: payload, result: result, requests: 0))
      }
    }
    calls.removeAll(keepingCapacity: true)
  }

  private mutating func collectEnded() {
    var response: [UInt8] = []
    while let finished = client.nextFinished(response: &response, now: now.millisecondsRoundedUp) {
      guard let payload = running[finished.slot] else {
        preconditionFailure("a transfer that has ended carries something")
      }
      running[finished.slot] = nil
      swap(&payload.response, &response)
      response.empty(keeping: 4096)
      payload.response.removeByteOrderMark()
      mask.hide(in: &payload.response)
      let result = result(of: payload, finished.outcome)
      ended.append(EndedCall(payload: payload, result: result, requests: finished.requests))
    }
  }

  private mutating func result(of payload: Payload, _ outcome: TransferOutcome) -> AttemptResult {
    switch outcome {
    case .response(let status, let retryAfter):
      let response = payload.response
      let verdict = judge.judge(status: status, body: response.span)
      return AttemptResult(status: status, retryAfter: retryAfter, verdict: verdict)
    case .failure(let error):
      return AttemptResult(error, detail: mask.hiding(error.detail))
    }
  }
}
