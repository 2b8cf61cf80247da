import HTTP
import Segment

/// A transfer loop: makes the calls that the dispatcher gives it, and brings them back when they have
/// ended. It alone uses its HTTP client, and it never waits for the reader or the writer.
struct TransferLoop: ~Copyable {
  private let number: Int
  private let client: HTTPClient
  private let lines: Lines
  private let dispatcher: Monitor<Dispatcher>
  private let mask: SecretMask

  private var judge = ResponseJudge()
  private var sendTime = SendTime()
  /// The event whose call runs in each slot of the client.
  private var running: [Event?]
  private var calls: [Event] = []
  private var ended: [EndedCall] = []
  private var now = Clock.monotonic

  /// - Parameters:
  ///   - number: the place of the client's waker in `lines`.
  ///   - client: closed at the end.
  init(
    _ number: Int, client: HTTPClient, lines: Lines, dispatcher: Monitor<Dispatcher>,
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
      let turn = takeTurn()
      now = turn.now
      if turn.isOver { break }
      // Calls that could not be started have ended.
      if calls.isEmpty, ended.isEmpty { wait(until: turn.wait) } else { startCalls() }
    }
    client.close()
  }

  private mutating func takeTurn() -> Dispatcher.Turn {
    dispatcher.withLock { dispatcher in
      dispatcher.takeTurn(number, ended: &ended, room: client.room, calls: &calls)
    }
  }

  private func wait(until time: Int) {
    let limit = time == Int.max ? time : max(0, time - now).millisecondsRoundedUp
    client.wait(milliseconds: limit, now: now.millisecondsRoundedUp)
  }

  private mutating func startCalls() {
    for event in calls {
      sendTime.stamp(&event.body, at: event.sentAt)
      do throws(TransferError) {
        let slot = try client.start(
          url: event.url, body: event.body, attempts: event.attempts,
          fresh: event.lastResult?.isUnanswered == true, now: now.millisecondsRoundedUp)
        running[slot] = event
      } catch {
        let result = AttemptResult(error, detail: error.detail)
        ended.append(
          EndedCall(event: event, outcome: .failure(error), result: result, requests: 0))
      }
    }
    calls.removeAll(keepingCapacity: true)
  }

  private mutating func collectEnded() {
    var response: [UInt8] = []
    while let finished = client.nextFinished(response: &response, now: now.millisecondsRoundedUp) {
      guard let event = running[finished.slot] else {
        preconditionFailure("a transfer that has ended was started for an event")
      }
      running[finished.slot] = nil
      swap(&event.response, &response)
      event.response.removeByteOrderMark()
      mask.hide(in: &event.response)
      countResponse(of: event)
      ended.append(
        EndedCall(
          event: event, outcome: finished.outcome, result: result(of: event, finished.outcome),
          requests: finished.requests))
    }
  }

  /// Counts a response that is not small towards the bound on memory.
  private func countResponse(of event: Event) {
    guard event.members.isEmpty, event.response.count > 4096 else { return }
    event.heldBytes += event.response.count
    lines.allowance.grow(bytes: event.response.count)
  }

  private mutating func result(of event: Event, _ outcome: TransferOutcome) -> AttemptResult {
    switch outcome {
    case .response(let status, _):
      let response = event.response
      let verdict = judge.judge(status: status, body: response.span)
      return AttemptResult(status: status, verdict: verdict)
    case .failure(let error):
      return AttemptResult(error, detail: mask.hiding(error.detail))
    }
  }
}
