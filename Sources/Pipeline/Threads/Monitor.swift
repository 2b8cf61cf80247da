#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// State shared by threads, which can wait for it to change.
///
/// A POSIX mutex and condition variable, for the toolchain's `Mutex` has no way to wait, and
/// ThreadSanitizer does not see it. They may not move, hence the pointers.
final class Monitor<State: ~Copyable>: @unchecked Sendable {
  private var state: State
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ state: consuming sending State) {
    self.state = state
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Reads or changes the state without waking anybody.
  func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  /// Reads or changes the state, and wakes those who wait for it to change if `body` says so.
  func update<Result>(_ body: (inout State) -> (result: Result, notify: Bool)) -> Result {
    pthread_mutex_lock(mutex)
    let (result, notify) = body(&state)
    pthread_mutex_unlock(mutex)
    if notify { pthread_cond_broadcast(changed) }
    return result
  }

  /// Waits until `body` returns a value, calling it again each time the state has changed.
  func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(changed, mutex)
    }
  }

  /// Waits until `condition` holds or so many milliseconds have passed; whether it holds.
  func wait(milliseconds: Int, for condition: (borrowing State) -> Bool) -> Bool {
    var deadline = timespec()
    clock_gettime(CLOCK_REALTIME, &deadline)
    let nanoseconds = Int(deadline.tv_nsec) + milliseconds % 1000 * 1_000_000
    deadline.tv_sec += time_t(milliseconds / 1000 + nanoseconds / 1_000_000_000)
    deadline.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !condition(state) {
      if pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT { return condition(state) }
    }
    return true
  }
}
