import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One end of a TCP connection, for a thread that may block on it.
public final class Peer: Sendable {
  private struct State {
    var isOpen = true
  }

  private let descriptor: Int32
  private let state = Mutex(State())

  /// Takes over a connected socket.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // Small pieces are to arrive as they are sent.
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
  }

  deinit { close() }

  /// Connects to 127.0.0.1.
  convenience init(port: UInt16) throws(SupportError) {
    let descriptor = Loopback.socket()
    guard descriptor >= 0 else { throw .call("socket") }
    self.init(descriptor)
    let result = Loopback.withAddress(port) { connectSocket(descriptor, $0, $1) }
    guard result == 0 else { throw .call("connect to port \(port)") }
  }

  /// Sends bytes.
  ///
  /// - Returns: whether the other side can still get any.
  @discardableResult public func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The bytes that come next; none at the end of the connection, however it ends.
  public func receive() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return Array(buffer.prefix(max(0, count)))
  }

  /// Reads to the end of the connection.
  public func drain() {
    while !receive().isEmpty {}
  }

  /// Waits until this or another connection has something to read, or has ended.
  ///
  /// - Returns: which of the two has.
  func wait(or other: Peer) -> (own: Bool, other: Bool) {
    var entries = [descriptor, other.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&entries, 2, -1)
    return (entries[0].revents != 0, entries[1].revents != 0)
  }

  /// Ends this direction, as the end of a stream does.
  public func endOutput() {
    state.withLock { if $0.isOpen { _ = shutdown(descriptor, Int32(SHUT_WR)) } }
  }

  /// Ends both directions, so that a thread that waits for the connection goes on.
  func end() {
    state.withLock { if $0.isOpen { _ = shutdown(descriptor, Int32(SHUT_RDWR)) } }
  }

  /// Closes the connection. Further calls do nothing.
  public func close() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isOpen = false
      closeSocket(descriptor)
    }
  }

  /// Closes the connection with a TCP reset.
  public func reset() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    close()
  }
}

// Inside `Peer` the plain names mean its own methods.
private func closeSocket(_ descriptor: Int32) { close(descriptor) }

private func connectSocket(
  _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t
) -> Int32 {
  connect(descriptor, address, size)
}
