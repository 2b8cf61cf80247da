import CCurl
import Synchronization

/// Wakes a client's thread while it waits. The one part of a client that other threads may use.
public final class Waker: Sendable {
  /// The multi handle as a number, for pointers are not Sendable; nil once it is closed.
  private let handle: Mutex<UInt?>

  init(_ handle: UnsafeMutableRawPointer) { self.handle = Mutex(UInt(bitPattern: handle)) }

  /// Makes the present or next `HTTPClient.wait` return at once. Does nothing once it is closed.
  public func wake() {
    handle.withLock { handle in
      if let handle { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: handle)) }
    }
  }

  func close() { handle.withLock { $0 = nil } }
}
