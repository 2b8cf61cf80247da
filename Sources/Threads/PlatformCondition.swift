#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A POSIX condition variable whose timed waits go by the monotonic clock: one that is set back or
/// forth changes nothing. It may not move, hence the pointer.
@usableFromInline
struct PlatformCondition: ~Copyable, @unchecked Sendable {
  private let raw = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  @usableFromInline
  init() {
    #if canImport(Darwin)
      // Its timed waits here are relative.
      PlatformMutex.check(pthread_cond_init(raw, nil), "a condition can be made")
    #else
      var attributes = pthread_condattr_t()
      PlatformMutex.check(
        pthread_condattr_init(&attributes), "attributes of a condition can be made")
      PlatformMutex.check(
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC),
        "a condition can wait by the monotonic clock")
      PlatformMutex.check(pthread_cond_init(raw, &attributes), "a condition can be made")
      pthread_condattr_destroy(&attributes)
    #endif
  }

  deinit {
    PlatformMutex.check(
      pthread_cond_destroy(raw), "nobody waits for a condition that is given up")
    raw.deallocate()
  }

  @usableFromInline
  func broadcast() {
    PlatformMutex.check(pthread_cond_broadcast(raw), "those who wait can be woken")
  }

  @usableFromInline
  func wait(_ mutex: borrowing PlatformMutex) {
    PlatformMutex.check(pthread_cond_wait(raw, mutex.raw), "a condition can be waited for")
  }

  /// The time of the monotonic clock, in nanoseconds.
  @usableFromInline
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }

  /// Waits at most until a time of the monotonic clock, in nanoseconds.
  @usableFromInline
  func wait(_ mutex: borrowing PlatformMutex, until deadline: Int) {
    #if canImport(Darwin)
      let left = max(0, deadline - Self.now)
      var time = Self.time(left)
      let code = pthread_cond_timedwait_relative_np(raw, mutex.raw, &time)
    #else
      var time = Self.time(deadline)
      let code = pthread_cond_timedwait(raw, mutex.raw, &time)
    #endif
    guard code != ETIMEDOUT else { return }
    PlatformMutex.check(code, "a condition can be waited for until a time")
  }

  private static func time(_ nanoseconds: Int) -> timespec {
    timespec(tv_sec: time_t(nanoseconds / 1_000_000_000), tv_nsec: nanoseconds % 1_000_000_000)
  }
}
