#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Waits for a fact that another thread or process brings about.
///
/// - Parameters:
///   - seconds: how long at most.
///   - condition: looked at every millisecond.
/// - Returns: whether it came true in time.
public func eventually(
  within seconds: Double = 60, _ condition: () throws -> Bool
) rethrows -> Bool {
  let deadline = ContinuousClock.now + .seconds(seconds)
  while true {
    if try condition() { return true }
    if ContinuousClock.now >= deadline { return false }
    usleep(1000)
  }
}
