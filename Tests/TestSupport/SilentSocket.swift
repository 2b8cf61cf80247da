#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A socket at an address of this machine at which nothing is ever answered.
public final class SilentSocket {
  private var descriptors: [Int32] = []

  /// Takes datagrams, as a resolver that does not answer.
  public init(datagramsAt address: String, port: UInt16) throws(SupportError) {
    descriptors.append(try Self.bound(SOCK_DGRAM, address, port))
  }

  /// Lets no connection come about: its queue is full, so that further requests are dropped.
  public init(connectionsAt address: String, port: UInt16) throws(SupportError) {
    let listener = try Self.bound(SOCK_STREAM, address, port)
    descriptors.append(listener)
    guard listen(listener, 0) == 0 else { throw .call("listen") }
    for _ in 1...4 {
      let client = socket(AF_INET, Self.type(SOCK_STREAM), 0)
      guard client >= 0 else { throw .call("socket") }
      descriptors.append(client)
      _ = fcntl(client, F_SETFL, O_NONBLOCK)
      _ = Self.withAddress(address, port) { connect(client, $0, $1) }
    }
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }

  #if canImport(Darwin)
    private static func type(_ type: Int32) -> Int32 { type }
    private static func bound(
      _ kind: Int32, _ address: String, _ port: UInt16
    ) throws(SupportError) -> Int32 {
      try bind(socket(AF_INET, kind, 0), address, port)
    }
  #else
    private static func type(_ type: __socket_type) -> Int32 { Int32(type.rawValue) }
    private static func bound(
      _ kind: __socket_type, _ address: String, _ port: UInt16
    ) throws(SupportError) -> Int32 {
      try bind(socket(AF_INET, type(kind) | Int32(SOCK_CLOEXEC.rawValue), 0), address, port)
    }
  #endif

  private static func bind(
    _ descriptor: Int32, _ address: String, _ port: UInt16
  ) throws(SupportError) -> Int32 {
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, 4)
    let result = withAddress(address, port) { bindSocket(descriptor, $0, $1) }
    guard descriptor >= 0, result == 0 else { throw .call("bind to \(address):\(port)") }
    return descriptor
  }

  private static func withAddress(
    _ text: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    inet_pton(AF_INET, text, &address.sin_addr)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

// Inside `SilentSocket` the plain name means its own method.
private func bindSocket(
  _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t
) -> Int32 {
  bind(descriptor, address, size)
}
