import HTTP

/// A transfer loop: makes the calls that the dispatcher gives it, and brings them back when they have
/// ended. It alone uses its HTTP client, and it never waits for the reader or the writer.
struct TransferLoop: ~Copyable {
  /// A call that was started.
  private struct Call {
    let payload: Payload
    /// The length of its body, as it goes out.
    let bytes: Int
  }

  private let number: Int
  private let client: HTTPClient
  private let wiring: Wiring
  private let dispatcher: SharedDispatcher
  private var exchange: Exchange
  /// What the call in each slot of the client carries.
  private var running: [Call?]
  private var calls: [Payload] = []
  private var ended: [EndedCall] = []
  private var effects = Effects()
  private var now = Clock.monotonic

  /// - Parameters:
  ///   - number: the place of the client's waker in `wiring`.
  ///   - client: closed at the end.
  init(
    _ number: Int, client: HTTPClient, wiring: Wiring, dispatcher: SharedDispatcher,
    exchange: consuming Exchange
  ) {
    self.number = number
    self.client = client
    self.wiring = wiring
    self.dispatcher = dispatcher
    self.exchange = exchange
    running = Array(repeating: nil, count: client.room)
  }

  /// Runs until everything read has its result and is on its way to the writer, or until the run
  /// is stopped at once.
  mutating func run() {
    // The first loop takes what comes; the others are woken when it has no room for more.
    if number > 0 { wait(until: Int.max) }
    while wiring.stop.reason?.isImmediate != true {
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
    if let headers = exchange.newHeaders(now: now) { client.setHeaders(headers) }
    for payload in calls {
      let compressed = exchange.seal(payload)
      let length = compressed?.bytes.count ?? payload.call.body.count
      do throws(TransferError) {
        let slot = try start(payload, compressed)
        running[slot] = Call(payload: payload, bytes: length)
      } catch {
        let result = AttemptResult(error, detail: error.detail)
        ended.append(EndedCall(payload: payload, result: result, requests: 0, bytes: length))
      }
    }
    calls.removeAll(keepingCapacity: true)
  }

  /// - Returns: the slot of the client that the call runs in.
  private func start(
    _ payload: Payload, _ compressed: CompressedBody?
  ) throws(TransferError) -> Int {
    let call = payload.call
    let request = HTTPClient.Request(
      url: payload.route.index, attempts: call.progress.attempts,
      fresh: call.progress.lastResult?.isUnanswered == true)
    let time = now.millisecondsRoundedUp
    guard let compressed else {
      return try client.start(
        request, body: call.body.span, of: call, now: time)
    }
    let bytes = compressed.bytes
    return try client.start(request, body: bytes.span, of: compressed, now: time)
  }

  private mutating func collectEnded() {
    var response: [UInt8] = []
    while let finished = client.nextFinished(response: &response, now: now.millisecondsRoundedUp) {
      guard let call = running[finished.slot] else {
        preconditionFailure("a transfer that has ended carries something")
      }
      let payload = call.payload
      running[finished.slot] = nil
      swap(&payload.call.response, &response)
      response.empty(keeping: 4096)
      let result = exchange.result(of: payload, finished.outcome)
      ended.append(
        EndedCall(
          payload: payload, result: result, requests: finished.requests, bytes: call.bytes))
    }
  }
}
