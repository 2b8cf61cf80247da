/// The collector's event loop: everything that its one thread does.
final class CollectorLoop {
  /// The most connections served at once; further ones wait in the kernel's queue.
  private static let connectionLimit = 2048
  /// How long accepting pauses when the process is out of descriptors.
  private static let acceptPause = Duration.milliseconds(20)
  private static let wakeIndex = 0
  private static let listenerIndex = 1
  private static let firstConnectionIndex = 2

  private let listener: Socket
  private let wake: Descriptor
  private var responder: Responder
  private let ledger: Ledger
  private var connections: [Connection] = []
  private var pollSet = PollSet()
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private var accepted = 0
  private var acceptsAgainAt: ContinuousClock.Instant?

  /// - Parameter wake: a descriptor that becomes readable when the loop is to stop.
  init(listener: consuming Socket, wake: consuming Descriptor, responder: Responder) {
    self.listener = listener
    self.wake = wake
    self.responder = responder
    ledger = responder.ledger
  }

  /// Serves until it is woken, then closes every connection. The listening socket closes with
  /// the loop itself.
  func run() {
    while true {
      fillPollSet()
      let isAnythingReady = pollSet.wait(timeout())
      let now = ContinuousClock.now
      if isAnythingReady && pollSet.isReady(Self.wakeIndex) { break }
      for (index, connection) in connections.enumerated() {
        serve(connection, at: Self.firstConnectionIndex + index, isAnythingReady, now)
      }
      if isAnythingReady && pollSet.isReady(Self.listenerIndex) { accept(now) }
      connections.removeAll(where: \.isClosed)
    }
    for connection in connections { connection.close() }
    connections.removeAll()
  }

  private func fillPollSet() {
    pollSet.clear()
    pollSet.add(wake.raw, reads: true)
    if let moment = acceptsAgainAt, moment <= ContinuousClock.now { acceptsAgainAt = nil }
    let accepts = acceptsAgainAt == nil && connections.count < Self.connectionLimit
    pollSet.add(listener.descriptor, reads: accepts)
    for connection in connections {
      pollSet.add(
        connection.descriptor, reads: connection.wantsToRead, writes: connection.wantsToWrite)
    }
  }

  /// How long nothing happens unless a socket has something to report.
  private func timeout() -> Duration? {
    var earliest = acceptsAgainAt
    for connection in connections {
      guard let deadline = connection.deadline else { continue }
      earliest = min(earliest ?? deadline, deadline)
    }
    return earliest.map { $0 - ContinuousClock.now }
  }

  private func serve(
    _ connection: Connection, at index: Int, _ isAnythingReady: Bool,
    _ now: ContinuousClock.Instant
  ) {
    let isReady = isAnythingReady && pollSet.isReady(index)
    let isDue = connection.deadline.map { $0 <= now } ?? false
    guard isReady || isDue else { return }
    if isReady && pollSet.isBroken(index) && !connection.wantsToRead {
      // Nothing is left to read that could tell how it ended.
      connection.close()
    } else if isReady && (pollSet.isReadable(index) || pollSet.isBroken(index)) {
      connection.receive(into: &buffer)
    }
    connection.advance(now: now, responder: &responder)
  }

  private func accept(_ now: ContinuousClock.Instant) {
    while connections.count < Self.connectionLimit {
      switch listener.accept() {
      case .socket(let socket):
        accepted += 1
        ledger.connectionAccepted()
        connections.append(Connection(socket, ordinal: accepted, ledger: ledger, now: now))
      case .none: return
      case .exhausted:
        acceptsAgainAt = now + Self.acceptPause
        return
      }
    }
  }
}
