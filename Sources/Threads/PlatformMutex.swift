#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A POSIX mutex, for the toolchain's `Mutex` has no way to wait, and ThreadSanitizer does not see it.
/// It may not move, hence the pointer.
@usableFromInline
struct PlatformMutex: ~Copyable, @unchecked Sendable {
  let raw = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  @usableFromInline
  init() {
    Self.check(pthread_mutex_init(raw, nil), "a mutex can be made")
  }

  deinit {
    Self.check(pthread_mutex_destroy(raw), "nobody holds a mutex that is given up")
    raw.deallocate()
  }

  @usableFromInline
  func lock() {
    Self.check(pthread_mutex_lock(raw), "a mutex can be locked")
  }

  @usableFromInline
  func unlock() {
    Self.check(pthread_mutex_unlock(raw), "a mutex is unlocked by whoever holds it")
  }

  /// - Parameter expectation: what does not hold if `code` is an error number.
  static func check(_ code: CInt, _ expectation: StaticString) {
    precondition(code == 0, "\(expectation) (\(String(cString: strerror(code))))")
  }
}
