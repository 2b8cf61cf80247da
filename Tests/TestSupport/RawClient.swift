#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A TCP client that sends and shows plain bytes, for what no proper HTTP client would do.
public final class RawClient {
  /// A reply taken apart.
  public struct Reply: Sendable {
    /// The status line and the header fields, without the blank line.
    public let head: String
    /// The body, without any chunked framing.
    public let body: [UInt8]

    /// The status code; 0 when there is none.
    public var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header field, in whatever case; nil when absent.
    public func header(_ name: String) -> String? {
      let prefix = name.lowercased() + ": "
      let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(prefix) }
      return line.map { String($0.dropFirst(prefix.count)) }
    }
  }

  private let descriptor: Int32
  private var received: [UInt8] = []

  /// Connects to 127.0.0.1.
  ///
  /// - Parameter seconds: how long any later receive may take.
  public init(port: UInt16, seconds: Int = 10) throws(SupportError) {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw .call("socket") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    signal(SIGPIPE, SIG_IGN)
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
    }
    guard result == 0 else { throw .call("connect to port \(port)") }
  }

  deinit {
    close(descriptor)
  }

  /// Sends bytes.
  public func send(_ bytes: [UInt8]) throws(SupportError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw .call("write") }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a text.
  public func send(_ text: String) throws(SupportError) {
    try send(Array(text.utf8))
  }

  /// Ends the sending direction only.
  public func endOutput() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// The bytes that come next, as they come; empty at the end of the connection.
  ///
  /// - Throws: when the connection is reset, or nothing comes in time.
  public func receive() throws(SupportError) -> [UInt8] {
    if !received.isEmpty {
      defer { received = [] }
      return received
    }
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else { throw .call("recv") }
    return Array(buffer[..<count])
  }

  /// All bytes up to the end of the connection.
  public func receiveAll() throws(SupportError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let bytes = try receive()
      if bytes.isEmpty { return all }
      all += bytes
    }
  }

  /// Reads one reply, framed by `Content-Length` or in chunks.
  public func reply() throws(SupportError) -> Reply {
    let head = try line(endingIn: Array("\r\n\r\n".utf8))
    let empty = Reply(head: head, body: [])
    if empty.header("Transfer-Encoding") == "chunked" {
      return Reply(head: head, body: try chunks())
    }
    let length = empty.header("Content-Length").flatMap { Int($0) } ?? 0
    return Reply(head: head, body: try take(length))
  }

  private func chunks() throws(SupportError) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let size = Int(try line(endingIn: [0x0D, 0x0A]), radix: 16) ?? 0
      body += try take(size)
      _ = try take(2)
      if size == 0 { return body }
    }
  }

  private func line(endingIn end: [UInt8]) throws(SupportError) -> String {
    var searched = 0
    while true {
      while searched + end.count <= received.count {
        if received[searched..<searched + end.count].elementsEqual(end) {
          defer { received.removeFirst(searched + end.count) }
          return String(decoding: received[..<searched], as: UTF8.self)
        }
        searched += 1
      }
      try receiveMore()
    }
  }

  private func take(_ count: Int) throws(SupportError) -> [UInt8] {
    while received.count < count { try receiveMore() }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  private func receiveMore() throws(SupportError) {
    let before = received
    received = []
    let bytes = try receive()
    received = before + bytes
    guard !bytes.isEmpty else {
      throw SupportError("end of connection after \(before.count) bytes of a reply")
    }
  }
}
