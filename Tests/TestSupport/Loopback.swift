#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sockets on 127.0.0.1.
enum Loopback {
  /// A new TCP socket that no other program inherits; negative if there is none.
  static func socket() -> Int32 {
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    return uninherited { newSocket(AF_INET, kind, 0) }
  }

  /// Waits for a connection and takes it; no other program inherits it, which would keep it open.
  ///
  /// - Returns: negative if there is none.
  static func accept(_ listener: Int32) -> Int32 {
    var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
    poll(&entry, 1, -1)
    return uninherited { acceptSocket(listener) }
  }

  private static func uninherited(_ open: () -> Int32) -> Int32 {
    Spawn.holdingOff {
      let descriptor = open()
      if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      return descriptor
    }
  }

  /// Hands out the address of a port.
  static func withAddress(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// The port of a socket.
  static func port(of descriptor: Int32) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}

// Inside `Loopback` the plain names mean its own methods.
private func newSocket(_ family: Int32, _ kind: Int32, _ number: Int32) -> Int32 {
  socket(family, kind, number)
}

private func acceptSocket(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }
