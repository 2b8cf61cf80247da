import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server for one connection at a time that says something when nobody has asked. It has no
/// thread: its owner lets it look.
final class UnaskedServer {
  let port: UInt16
  private(set) var connections = 0
  private let listener: Int32
  private var client: Int32 = -1
  private let answer: String

  init(answer: String) throws {
    self.answer = answer
    #if canImport(Glibc)
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        let isListening = bind(socket, address, size) == 0 && listen(socket, 16) == 0
        return isListening && getsockname(socket, address, &size) == 0
      }
    }
    guard result else { throw SupportError("cannot listen") }
    port = UInt16(bigEndian: address.sin_port)
    _ = fcntl(listener, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(listener)
    if client >= 0 { close(client) }
  }

  /// Answers a request whose body is `{}` if one has come.
  func answerIfAsked() {
    let accepted = accept(listener, nil, nil)
    if accepted >= 0 {
      if client >= 0 { close(client) }
      client = accepted
      connections += 1
      _ = fcntl(client, F_SETFL, O_NONBLOCK)
    }
    guard client >= 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = recv(client, &bytes, bytes.count, 0)
    guard count > 0, bytes[..<count].suffix(2) == Array("{}".utf8)[...] else { return }
    say(answer)
  }

  /// Says something on the last connection. Over loopback it has come when this returns.
  func say(_ text: String) {
    let bytes = Array(text.utf8)
    send(client, bytes, bytes.count, 0)
  }
}
