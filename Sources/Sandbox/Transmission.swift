/// The bytes of one reply on their way out: when they may go, how many at once, and what becomes
/// of the connection after the last one.
struct Transmission {
  enum Ending {
    case keepOpen
    /// Ends the connection in such a way that the client can still read the reply.
    case close
    case closeAtOnce
    case reset
    case hang
  }

  private(set) var bytes: [UInt8] = []
  private(set) var sent = 0
  private(set) var ending = Ending.keepOpen
  /// The status that the client gets to see; nil when it sees none.
  private(set) var status: Int?
  /// Whether this is the reply to a request, rather than a `100 Continue` on the way to one.
  private(set) var endsRequest = false
  /// No byte is sent before this moment.
  private(set) var resumeAt: ContinuousClock.Instant
  /// No byte is sent before so many requests have been in flight at once.
  private(set) var peak = 1
  private var pace: (bytes: Int, interval: Duration)?

  init(now: ContinuousClock.Instant) {
    resumeAt = now
  }

  var isFinished: Bool { sent == bytes.count }

  /// How many bytes to send now.
  var nextCount: Int {
    min(pace?.bytes ?? .max, bytes.count - sent)
  }

  /// Whether those bytes are the last ones.
  var isLastPiece: Bool { sent + nextCount == bytes.count }

  mutating func loadContinue(now: ContinuousClock.Instant) {
    begin(.keepOpen, at: now)
    endsRequest = false
    bytes.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8)
  }

  /// Composes a reply.
  ///
  /// - Parameters:
  ///   - keepsAlive: whether the client wants the connection to stay open.
  ///   - omitsBody: whether the request was a HEAD, whose reply has no body.
  mutating func load(
    _ reply: Reply, keepsAlive: Bool, omitsBody: Bool, now: ContinuousClock.Instant
  ) {
    begin(keepsAlive ? .keepOpen : .close, at: now + reply.delay)
    peak = reply.peak
    status = reply.status
    switch reply.delivery {
    case .reset, .hang:
      status = nil
      ending = reply.delivery == .reset ? .reset : .hang
      return
    case .garbage:
      loadVerbatim(Array("\u{0}\u{1}\u{2} this is no HTTP\n\n".utf8))
      return
    case .verbatim(let bytes):
      loadVerbatim(bytes)
      return
    case .truncated, .closeAfter: ending = .close
    case .resetMidway, .resetAfter: ending = .reset
    case .silentClose: ending = .closeAtOnce
    case .trickle(let count, let interval): pace = (max(1, count), interval)
    case .normal, .chunked: break
    }
    write(reply, announcesClose: !keepsAlive || reply.delivery == .closeAfter)
    if reply.mayHaveBody && !omitsBody { writeBody(of: reply) }
  }

  private mutating func loadVerbatim(_ bytes: [UInt8]) {
    status = nil
    ending = .close
    self.bytes = bytes
  }

  /// Looks again a little later whether it may go.
  mutating func postpone(now: ContinuousClock.Instant) {
    resumeAt = now + .milliseconds(2)
  }

  /// Notes that some bytes went out.
  mutating func advance(by count: Int, now: ContinuousClock.Instant) {
    sent += count
    if let pace, !isFinished { resumeAt = now + pace.interval }
  }

  private mutating func begin(_ ending: Ending, at moment: ContinuousClock.Instant) {
    bytes.removeAll(keepingCapacity: true)
    sent = 0
    status = nil
    endsRequest = true
    peak = 1
    pace = nil
    self.ending = ending
    resumeAt = moment
  }

  private mutating func write(_ reply: Reply, announcesClose: Bool) {
    bytes.append(contentsOf: "HTTP/1.1 ".utf8)
    bytes.append(contentsOf: String(reply.status).utf8)
    bytes.append(ASCII.space)
    bytes.append(contentsOf: Self.reason(reply.status).utf8)
    bytes.append(contentsOf: "\r\n".utf8)
    for header in reply.headers { write(header.name, header.value) }
    if announcesClose { write("Connection", "close") }
    switch reply.delivery {
    case _ where !reply.mayHaveBody: break
    case .chunked: write("Transfer-Encoding", "chunked")
    // An empty body cannot break off half way unless something was promised.
    case .truncated, .resetMidway: write("Content-Length", String(max(1, reply.body.count)))
    default: write("Content-Length", String(reply.body.count))
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func write(_ name: String, _ value: String) {
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: ": ".utf8)
    bytes.append(contentsOf: value.utf8)
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func writeBody(of reply: Reply) {
    let half = reply.body.count / 2
    switch reply.delivery {
    case .truncated, .resetMidway: bytes.append(contentsOf: reply.body[..<half])
    case .chunked:
      writeChunk(reply.body[..<half])
      writeChunk(reply.body[half...])
      bytes.append(contentsOf: "0\r\n\r\n".utf8)
    default: bytes.append(contentsOf: reply.body)
    }
  }

  private mutating func writeChunk(_ piece: ArraySlice<UInt8>) {
    // An empty chunk would end the body.
    guard !piece.isEmpty else { return }
    bytes.append(contentsOf: String(piece.count, radix: 16).utf8)
    bytes.append(contentsOf: "\r\n".utf8)
    bytes.append(contentsOf: piece)
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 410: "Gone"
    case 413: "Content Too Large"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Status"
    }
  }
}
