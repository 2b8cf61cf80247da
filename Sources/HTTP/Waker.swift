import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Wakes a client's thread while it waits. The one part of a client that other threads may use.
///
/// A POSIX mutex guards it, for ThreadSanitizer does not see the toolchain's; it may not move, hence
/// the pointer.
public final class Waker: @unchecked Sendable {
  /// The multi handle; nil once it is closed.
  private var handle: UnsafeMutableRawPointer?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init(_ handle: UnsafeMutableRawPointer) {
    self.handle = handle
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Makes the present or next `HTTPClient.wait` return at once. Does nothing once it is closed.
  public func wake() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let handle { curl_multi_wakeup(handle) }
  }

  func close() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    handle = nil
  }
}
