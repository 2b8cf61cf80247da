#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's clocks.
enum Clock {
  /// Nanoseconds of a clock that never goes back.
  static var monotonic: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }

  /// The time of day, in milliseconds since 1970.
  static var wallMilliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}

extension Int {
  /// A number of nanoseconds in milliseconds, rounded up.
  var millisecondsRoundedUp: Int { (self + 999_999) / 1_000_000 }
}
