import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What became of a request that went out on a connection that is about to be closed, and was not
/// answered.
enum RequestFate {
  /// This side has ended the connection, or the other one before the request came; or there is no
  /// telling.
  case unread
  /// The other side's system got it before it ended the connection.
  case received
  /// The connection was reset, because the other side had ended it or because of the request.
  case reset

  /// Less than the bytes of any request, but more than those by which TLS ends.
  private static let leastRequest = 64

  /// Asks the system; only Linux tells.
  init(on socket: curl_socket_t) {
    #if canImport(Glibc)
      let state = Self.state(of: socket)
      guard state == TCP_CLOSE || state == TCP_CLOSE_WAIT else {
        self = .unread
        return
      }
      // What is sent after the end brings `EPIPE`; nobody has fetched it, for reading told of the end.
      if state == TCP_CLOSE, Self.pendingError(of: socket) != EPIPE {
        self = .reset
        return
      }
      var waiting: CInt = 0
      let isKnown = ioctl(socket, UInt(TIOCOUTQ), &waiting) == 0
      self = isKnown && waiting < Self.leastRequest ? .received : .unread
    #else
      self = .unread
    #endif
  }

  #if canImport(Glibc)
    private static func state(of socket: curl_socket_t) -> Int {
      var info = tcp_info()
      var size = socklen_t(MemoryLayout.size(ofValue: info))
      getsockopt(socket, CInt(IPPROTO_TCP), TCP_INFO, &info, &size)
      return Int(info.tcpi_state)
    }

    private static func pendingError(of socket: curl_socket_t) -> CInt {
      var error: CInt = 0
      var size = socklen_t(MemoryLayout.size(ofValue: error))
      getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size)
      return error
    }
  #endif
}

/// The port at this side of a connection; nil if there is none.
private func localPort(of socket: curl_socket_t) -> CInt? {
  var address = sockaddr_in6()
  var size = socklen_t(MemoryLayout.size(ofValue: address))
  let result = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
  }
  // It stands at the same place in addresses of both families.
  return result == 0 ? CInt(UInt16(bigEndian: address.sin6_port)) : nil
}

/// Whether a connection that has brought an answer stays open for a while.
func staysOpen(_ socket: curl_socket_t, milliseconds: CInt) -> Bool {
  var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
  return poll(&entry, 1, milliseconds) == 0
}

/// libcurl's callback for closing a socket; `owner` is the `HTTPClient`.
func closeSocket(_ owner: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> CInt {
  if let owner, let port = localPort(of: socket) {
    let client = Unmanaged<HTTPClient>.fromOpaque(owner).takeUnretainedValue()
    client.connectionEnds(localPort: port, socket)
  }
  return close(socket)
}
