import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Stands between a client and a server on loopback, as a router or a proxy does.
public final class Relay: Sendable {
  /// What becomes of a connection.
  public enum Route: Sendable {
    /// Goes to that port, each piece so many milliseconds later.
    case forward(to: UInt16, delay: Int = 0)
    /// Is a tunnel to the port that CONNECT names, on this machine.
    case tunnel
    /// Is a tunnel that ends after so many bytes from the server.
    case brokenTunnel(after: Int)
    /// Is answered so, whatever CONNECT names, and closed.
    case refuse(String)
    /// Is closed once CONNECT has come.
    case close
  }

  private final class State: Sendable {
    let lastDark = Mutex(0)
    let forwarded = Mutex(0)
  }

  private let server: PeerServer
  private let state = State()

  /// Where it listens on 127.0.0.1.
  public var port: UInt16 { server.port }
  /// How many connections there have been.
  public var connections: Int { server.connections }
  /// How many pieces from servers have gone to clients.
  public var forwarded: Int { state.forwarded.withLock { $0 } }

  /// Starts it.
  ///
  /// - Parameter route: what becomes of each connection, by its number from 1.
  public init(_ route: @escaping @Sendable (Int) -> Route) throws(SupportError) {
    let state = state
    server = try PeerServer { client, number in
      switch route(number) {
      case .forward(let port, let delay):
        guard let target = try? Peer(port: port) else { return }
        Self.relay(client, target, number, state, delay: delay)
      case .tunnel: Self.tunnel(client, number, state)
      case .brokenTunnel(let limit): Self.tunnel(client, number, state, limit: limit)
      case .refuse(let answer):
        var reader = RequestReader(client)
        guard reader.head() != nil else { return }
        client.send(Array(answer.utf8))
        client.endOutput()
        client.drain()
      case .close:
        var reader = RequestReader(client)
        _ = reader.head()
      }
    }
  }

  /// From now on nothing that comes on the present connections is forwarded, nor do they end; new
  /// ones work.
  public func goDark() {
    let last = server.connections
    state.lastDark.withLock { $0 = last }
  }

  /// Ends every connection. Further calls do nothing.
  public func stop() { server.stop() }

  private static func tunnel(
    _ client: Peer, _ number: Int, _ state: State, limit: Int = .max
  ) {
    var reader = RequestReader(client)
    guard let head = reader.head(),
      let authority = head.split(separator: " ").dropFirst().first,
      let port = authority.split(separator: ":").last.flatMap({ UInt16($0) }),
      let target = try? Peer(port: port)
    else { return }
    client.send(Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8))
    relay(client, target, number, state, limit: limit)
  }

  /// Forwards in both directions until either side ends, or so many bytes have come from the server.
  private static func relay(
    _ client: Peer, _ target: Peer, _ number: Int, _ state: State, delay: Int = 0,
    limit: Int = .max
  ) {
    defer { target.close() }
    var left = limit
    while left > 0 {
      let ready = client.wait(or: target)
      for (isReady, from, to) in [(ready.own, client, target), (ready.other, target, client)]
      where isReady {
        let bytes = from.receive()
        let isDark = state.lastDark.withLock { number <= $0 }
        if isDark {
          // The client is the one to give up.
          if bytes.isEmpty, from === target { return client.drain() }
          if bytes.isEmpty { return }
          continue
        }
        if delay > 0 { usleep(UInt32(delay) * 1000) }
        let share = from === target ? bytes.prefix(left) : bytes[...]
        guard !share.isEmpty, to.send(Array(share)) else { return }
        if from === target {
          left -= share.count
          state.forwarded.withLock { $0 += 1 }
        }
      }
    }
  }
}
