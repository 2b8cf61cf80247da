import CCurl
import Threads

/// Wakes a client's thread while it waits. The one part of a client that other threads may use.
public final class Waker: Sendable {
  /// What is woken. libcurl lets any thread wake a handle that is not closed meanwhile.
  private struct Target: @unchecked Sendable {
    /// The multi handle; nil once it is closed.
    var handle: UnsafeMutableRawPointer?
  }

  private let target: Lock<Target>

  init(_ handle: UnsafeMutableRawPointer) {
    target = Lock(Target(handle: handle))
  }

  /// Makes the present or next `HTTPClient.wait` return at once. Does nothing once it is closed.
  public func wake() {
    target.withLock { target in
      if let handle = target.handle { curl_multi_wakeup(handle) }
    }
  }

  func close() {
    target.withLock { $0.handle = nil }
  }
}
