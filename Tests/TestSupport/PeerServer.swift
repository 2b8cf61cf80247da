import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Listens on a free port of 127.0.0.1 and serves each connection on a thread of its own.
final class PeerServer: Sendable {
  private struct State {
    var isStopped = false
    var peers: [Peer] = []
    var threads: [Thread] = []
  }

  /// Shared with the thread that accepts, so that it does not hold the server.
  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  let port: UInt16
  private let shared = Shared()
  private let accepter: Mutex<Thread?>

  /// How many connections there have been.
  var connections: Int { shared.state.withLock { $0.peers.count } }

  /// Starts listening.
  ///
  /// - Parameter serve: gets each connection and its number, from 1. When it returns, the connection
  ///   is closed.
  init(_ serve: @escaping @Sendable (Peer, Int) -> Void) throws(SupportError) {
    signal(SIGPIPE, SIG_IGN)
    let listener = Loopback.socket()
    guard listener >= 0 else { throw .call("socket") }
    guard Loopback.withAddress(0, { bind(listener, $0, $1) }) == 0, listen(listener, 512) == 0
    else {
      close(listener)
      throw .call("listen")
    }
    port = Loopback.port(of: listener)
    let shared = shared
    do throws(CannotStart) {
      accepter = Mutex(try Thread { Self.accept(listener, shared, serve) })
    } catch {
      close(listener)
      throw SupportError("no thread: \(error)")
    }
  }

  deinit { stop() }

  private static func accept(
    _ listener: Int32, _ shared: Shared, _ serve: @escaping @Sendable (Peer, Int) -> Void
  ) {
    defer { close(listener) }
    while true {
      let descriptor = Loopback.accept(listener)
      guard descriptor >= 0 else { continue }
      let peer = Peer(descriptor)
      let goesOn = shared.state.withLock { state in
        guard !state.isStopped else { return false }
        state.peers.append(peer)
        let number = state.peers.count
        let thread = try? Thread {
          serve(peer, number)
          peer.close()
        }
        if let thread { state.threads.append(thread) } else { peer.close() }
        return true
      }
      guard goesOn else { return }
    }
  }

  /// Ends every connection, and waits until all threads are done. Further calls do nothing.
  func stop() {
    guard let thread = accepter.withLock({ $0.take() }) else { return }
    shared.state.withLock { $0.isStopped = true }
    // Wakes the thread that accepts.
    _ = try? Peer(port: port)
    thread.join()
    let (peers, threads) = shared.state.withLock { ($0.peers, $0.threads) }
    for peer in peers { peer.end() }
    for thread in threads { thread.join() }
  }
}
