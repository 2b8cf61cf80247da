/// One client: its socket, what it has sent, and the reply on its way back.
///
/// A connection serves one request after the other; what is pipelined waits in the parser until
/// the reply before it is out.
final class Connection {
  typealias Instant = ContinuousClock.Instant

  private enum Phase {
    case reading
    case replying
    case hanging
    /// The reply is out and the output ended. Input is thrown away until the client ends it too,
    /// because closing on unread bytes would reset the connection and take the reply with it.
    case draining(until: Instant)
    case closed
  }

  /// How long a client may take to end a connection that the collector has ended.
  private static let drainTime = Duration.seconds(1)
  /// How many bytes may wait behind an unfinished reply before reading pauses.
  private static let pipelineLimit = 256 * 1024

  let ordinal: Int
  private let socket: Socket
  private let ledger: Ledger
  private var parser = RequestParser()
  private var transmission: Transmission
  private var phase = Phase.reading
  private var inputEnded = false
  private var isBlocked = false
  private var hasRequestInFlight = false

  init(_ socket: consuming Socket, ordinal: Int, ledger: Ledger, now: Instant) {
    self.ordinal = ordinal
    self.socket = socket
    self.ledger = ledger
    transmission = Transmission(now: now)
  }

  var descriptor: Int32 { socket.descriptor }

  var isClosed: Bool {
    if case .closed = phase { true } else { false }
  }

  var wantsToRead: Bool {
    if inputEnded { return false }
    if case .replying = phase { return parser.unread < Self.pipelineLimit }
    return true
  }

  var wantsToWrite: Bool { isBlocked }

  /// When to go on even though the socket has nothing to report.
  var deadline: Instant? {
    switch phase {
    case .replying where !isBlocked: transmission.resumeAt
    case .draining(let until): until
    default: nil
    }
  }

  /// Takes in what the client sent, into a buffer that all connections share.
  func receive(into buffer: inout [UInt8]) {
    switch socket.receive(into: &buffer) {
    case .bytes(let count):
      switch phase {
      case .reading, .replying: parser.append(buffer[..<count])
      // What comes now is never answered.
      case .hanging, .draining, .closed: break
      }
    case .end: inputEnded = true
    case .wouldBlock: break
    case .failed: close()
    }
  }

  /// Goes on as far as it can without waiting.
  func advance(now: Instant, responder: inout Responder) {
    while step(now, &responder) {}
  }

  func close() {
    phase = .closed
    isBlocked = false
    endRequest(status: nil)
  }

  /// - Returns: false when there is something to wait for.
  private func step(_ now: Instant, _ responder: inout Responder) -> Bool {
    switch phase {
    case .reading: return takeRequest(now, &responder)
    case .replying: return transmit(now)
    case .hanging:
      if inputEnded { close() }
    case .draining(let until):
      if inputEnded || now >= until { close() }
    case .closed: break
    }
    return false
  }

  private func takeRequest(_ now: Instant, _ responder: inout Responder) -> Bool {
    switch parser.next() {
    case .incomplete:
      if inputEnded { close() }
      return false
    case .continueExpected: transmission.loadContinue(now: now)
    case .request:
      let head = parser.head
      let reply = responder.reply(to: head, body: parser.body, connection: ordinal)
      load(reply, head, now)
    case .failure(let failure):
      load(responder.reply(to: failure), parser.head, now)
    }
    phase = .replying
    return true
  }

  private func load(_ reply: Reply, _ head: RequestHead, _ now: Instant) {
    hasRequestInFlight = true
    let isHead = ASCII.matches(head.method, of: head.bytes, "head")
    transmission.load(reply, keepsAlive: head.keepsAlive, omitsBody: isHead, now: now)
  }

  private func transmit(_ now: Instant) -> Bool {
    while !transmission.isFinished {
      guard now >= transmission.resumeAt else { return false }
      guard transmission.peak == 1 || transmission.peak <= ledger.statistics.mostInFlight else {
        transmission.postpone(now: now)
        return false
      }
      // Counted before the bytes leave: whoever has the reply may look at the statistics.
      if transmission.isLastPiece && transmission.endsRequest {
        endRequest(status: transmission.status)
      }
      let sent = transmission.sent
      switch socket.send(transmission.bytes[sent..<sent + transmission.nextCount]) {
      case .bytes(let count):
        isBlocked = false
        transmission.advance(by: count, now: now)
      case .wouldBlock:
        isBlocked = true
        return false
      case .failed:
        close()
        return false
      }
    }
    guard now >= transmission.resumeAt else { return false }
    finish(now)
    return true
  }

  private func finish(_ now: Instant) {
    switch transmission.ending {
    case .keepOpen: phase = .reading
    case .close:
      socket.endOutput()
      phase = .draining(until: now + Self.drainTime)
    case .closeAtOnce: close()
    case .reset:
      socket.resetWhenClosed()
      close()
    case .hang: phase = .hanging
    }
  }

  private func endRequest(status: Int?) {
    guard hasRequestInFlight else { return }
    hasRequestInFlight = false
    ledger.requestEnded(status: status)
  }
}
