import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sockets of a client's connections, so that a kept one can be looked at before the next
/// request goes out on it.
///
/// libcurl says which connection that will be only by its local port (as of 8.14,
/// `CURLINFO_ACTIVESOCKET` holds the one of the request before), hence the table.
final class ConnectionTable {
  private struct Entry {
    let socket: curl_socket_t
    /// The slot of the transfer that has opened it, until its first request goes out.
    var opener: Int?
    /// Known from the first request on.
    var localPort: CInt = 0
  }

  @exclusivity(unchecked) private var entries: [Entry] = []
  /// How many transfers under way wait for a connection.
  @exclusivity(unchecked) var connecting = 0

  /// Opens a socket for a transfer, which programs that this one starts do not inherit.
  func open(_ address: curl_sockaddr, slot: Int) -> curl_socket_t {
    #if canImport(Darwin)
      let opened = socket(address.family, address.socktype, address.protocol)
      if opened >= 0 { _ = fcntl(opened, F_SETFD, FD_CLOEXEC) }
    #else
      let opened = socket(
        address.family, address.socktype | CInt(SOCK_CLOEXEC.rawValue), address.protocol)
    #endif
    guard opened >= 0 else { return CURL_SOCKET_BAD }
    forget(opened)
    entries.append(Entry(socket: opened, opener: slot))
    return opened
  }

  /// Closes a socket.
  func close(_ socket: curl_socket_t) -> CInt {
    forget(socket)
    return closeDescriptor(socket)
  }

  private func forget(_ socket: curl_socket_t) {
    if let index = entries.firstIndex(where: { $0.socket == socket }) {
      entries.swapAt(index, entries.count - 1)
      entries.removeLast()
    }
  }

  /// Takes note that a request is about to go out on the connection with a local port.
  ///
  /// - Returns: whether the connection is fresh, opened by the transfer itself.
  func claim(localPort: CInt, slot: Int) -> Bool {
    guard entries.contains(where: { $0.opener == slot }) else { return false }
    for index in entries.indices where entries[index].opener == slot {
      // A second one, to another address of the name, may still be open.
      if Self.localPort(of: entries[index].socket) == localPort {
        entries[index].localPort = localPort
      }
      entries[index].opener = nil
    }
    return true
  }

  /// Whether nothing has come on a kept connection since its last answer: no bytes, which would be
  /// taken for the next answer, and no end.
  func isClean(localPort: CInt) -> Bool {
    var isKnown = false
    // Connections to several addresses of a name may have the same port at this side.
    for entry in entries where entry.localPort == localPort {
      guard Self.isSilent(entry.socket) else { return false }
      isKnown = true
    }
    return isKnown
  }

  private static func isSilent(_ socket: curl_socket_t) -> Bool {
    var byte: UInt8 = 0
    let count = recv(socket, &byte, 1, CInt(MSG_PEEK) | CInt(MSG_DONTWAIT))
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
  }

  private static func localPort(of socket: curl_socket_t) -> CInt? {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout.size(ofValue: address))
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    // It stands at the same place in addresses of both families.
    return result == 0 ? CInt(UInt16(bigEndian: address.sin6_port)) : nil
  }
}

// Inside `ConnectionTable` the plain name means its own method.
private func closeDescriptor(_ descriptor: CInt) -> CInt { close(descriptor) }

/// libcurl's callback for closing a socket; `owner` is the `ConnectionTable`.
func closeSocket(_ owner: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> CInt {
  guard let owner else { return closeDescriptor(socket) }
  return Unmanaged<ConnectionTable>.fromOpaque(owner).takeUnretainedValue().close(socket)
}
