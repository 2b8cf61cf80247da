import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server whose answers are bytes, for whatever no proper HTTP server says.
public final class ScriptedServer: Sendable {
  /// What it does, in turn.
  public enum Action: Sendable {
    /// Sends bytes at once.
    case send([UInt8])
    /// Sends bytes one by one, each in a segment of its own.
    case sendEach([UInt8])
    /// Waits, in milliseconds.
    case pause(Int)
    /// Reads whatever comes, up to the end of the connection.
    case drain
    /// Ends the connection.
    case close
    /// Ends the connection with a TCP reset.
    case reset
  }

  /// A request that has come.
  public struct Request: Sendable {
    /// The number of its connection, from 1.
    public let connection: Int
    /// Its number on that connection, from 1.
    public let number: Int
    /// The request line and the header fields.
    public let head: String
    /// The body; empty where the answer comes before it is read.
    public let body: [UInt8]

    /// What `Content-Length` says; 0 if there is none.
    public var length: Int {
      let line = head.split(separator: "\r\n").first {
        $0.lowercased().hasPrefix("content-length:")
      }
      return line.flatMap { Int($0.drop { $0 != ":" }.dropFirst().filter(\.isNumber)) } ?? 0
    }
  }

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])
    let scriptsDone = Mutex(0)
  }

  private let server: PeerServer
  private let log = Log()

  /// Where it listens on 127.0.0.1.
  public var port: UInt16 { server.port }
  /// How many connections there have been.
  public var connections: Int { server.connections }
  /// What has come, in the order of arrival.
  public var requests: [Request] { log.requests.withLock { $0 } }
  /// How many times it has done all that was to be done upon a request.
  public var answered: Int { log.scriptsDone.withLock { $0 } }
  /// What stands in for `https://api.segment.io/v1`.
  public var baseURL: String { "http://127.0.0.1:\(port)/v1" }

  /// Starts it.
  ///
  /// - Parameters:
  ///   - early: what to do once a head has come; nil to read the body first.
  ///   - respond: what to do upon a request. If that does not end the connection, the next request
  ///     on it is waited for.
  public init(
    early: @escaping @Sendable (Request) -> [Action]? = { _ in nil },
    _ respond: @escaping @Sendable (Request) -> [Action]
  ) throws(SupportError) {
    let log = log
    server = try PeerServer { peer, connection in
      var reader = RequestReader(peer)
      var number = 0
      while let head = reader.head() {
        number += 1
        var request = Request(connection: connection, number: number, head: head, body: [])
        let script: [Action]
        if let actions = early(request) {
          script = actions
        } else {
          guard let body = reader.body(request.length) else { return }
          request = Request(connection: connection, number: number, head: head, body: body)
          script = respond(request)
        }
        log.requests.withLock { $0.append(request) }
        let goesOn = script.allSatisfy { Self.perform($0, peer) }
        log.scriptsDone.withLock { $0 += 1 }
        guard goesOn else { return }
      }
    }
  }

  /// - Returns: whether the connection is still there.
  private static func perform(_ action: Action, _ peer: Peer) -> Bool {
    switch action {
    case .send(let bytes): return peer.send(bytes)
    case .sendEach(let bytes): return bytes.allSatisfy { peer.send([$0]) }
    case .pause(let milliseconds): usleep(UInt32(milliseconds) * 1000)
    case .drain: peer.drain()
    case .close:
      peer.close()
      return false
    case .reset:
      peer.reset()
      return false
    }
    return true
  }

  /// Ends every connection. Further calls do nothing.
  public func stop() { server.stop() }
}

/// Takes requests from a connection.
struct RequestReader {
  private let peer: Peer
  private var received: [UInt8] = []

  init(_ peer: Peer) { self.peer = peer }

  /// The next head, without the blank line; nil at the end of the connection.
  mutating func head() -> String? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = received.firstRange(of: end) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.lowerBound], as: UTF8.self)
      }
      guard receive() else { return nil }
    }
  }

  /// The next bytes; nil if the connection ends before so many.
  mutating func body(_ count: Int) -> [UInt8]? {
    while received.count < count { guard receive() else { return nil } }
    defer { received.removeFirst(count) }
    return Array(received.prefix(count))
  }

  private mutating func receive() -> Bool {
    let bytes = peer.receive()
    received += bytes
    return !bytes.isEmpty
  }
}
