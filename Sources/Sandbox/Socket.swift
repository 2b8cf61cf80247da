#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A non-blocking TCP socket on the loopback interface, closed when the value ends. This file
/// holds every unsafe pointer that the socket calls need.
struct Socket: ~Copyable {
  enum Received {
    case bytes(Int)
    case end
    case wouldBlock
    case failed
  }

  enum Sent {
    case bytes(Int)
    case wouldBlock
    case failed
  }

  enum Accepted: ~Copyable {
    case socket(Socket)
    case none
    /// The process has no descriptor to spare.
    case exhausted
  }

  let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    _ = close(descriptor)
  }

  /// Opens a socket that listens on 127.0.0.1.
  ///
  /// - Parameter port: 0 for any free one.
  static func listening(on port: UInt16) throws(CollectorError) -> Socket {
    let socket = Socket(descriptor: openStream())
    try check(socket.descriptor, "socket")
    makePrivate(socket.descriptor)
    socket.set(SOL_SOCKET, SO_REUSEADDR, to: 1)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(socket.descriptor, generic, size)
      }
    }
    try check(bound, "bind")
    try check(listen(socket.descriptor, SOMAXCONN), "listen")
    return socket
  }

  /// The port that the socket is bound to.
  func port() throws(CollectorError) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        getsockname(descriptor, generic, &size)
      }
    }
    try Self.check(result, "getsockname")
    return UInt16(bigEndian: address.sin_port)
  }

  func accept() -> Accepted {
    let accepted = acceptConnection(descriptor)
    guard accepted >= 0 else {
      let isExhausted = [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno)
      return isExhausted ? .exhausted : .none
    }
    let socket = Socket(descriptor: accepted)
    Self.makePrivate(accepted)
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY, to: 1)
    #if canImport(Darwin)
      socket.set(SOL_SOCKET, SO_NOSIGPIPE, to: 1)
    #endif
    return .socket(socket)
  }

  func receive(into buffer: inout [UInt8]) -> Received {
    let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    return Self.isTransient(errno) ? .wouldBlock : .failed
  }

  func send(_ bytes: ArraySlice<UInt8>) -> Sent {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    let count = bytes.withUnsafeBytes {
      sendBytes(descriptor, $0.baseAddress, $0.count, flags)
    }
    if count >= 0 { return .bytes(count) }
    return Self.isTransient(errno) ? .wouldBlock : .failed
  }

  /// Tells the client that no more bytes will come.
  func endOutput() {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Makes closing send a TCP reset, and drop what is still unsent.
  func resetWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
  }

  private func set(_ level: Int32, _ name: Int32, to value: Int32) {
    var value = value
    let size = socklen_t(MemoryLayout<Int32>.size)
    _ = setsockopt(descriptor, level, name, &value, size)
  }

  /// Non-blocking, and not inherited by the programs that this process starts.
  private static func makePrivate(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  private static func isTransient(_ code: Int32) -> Bool {
    code == EAGAIN || code == EWOULDBLOCK || code == EINTR
  }

  private static func check(_ result: Int32, _ call: String) throws(CollectorError) {
    guard result >= 0 else { throw CollectorError(call: call, code: errno) }
  }
}

// Inside `Socket` these names mean its own methods, so the C functions are named out here.
private func acceptConnection(_ listener: Int32) -> Int32 {
  accept(listener, nil, nil)
}

private func sendBytes(
  _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32
) -> Int {
  send(descriptor, bytes, count, flags)
}

private func openStream() -> Int32 {
  #if canImport(Glibc)
    socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #else
    socket(AF_INET, SOCK_STREAM, 0)
  #endif
}
