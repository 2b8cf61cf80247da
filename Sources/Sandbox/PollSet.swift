import CPoll

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The descriptors that one `poll(2)` waits for.
struct PollSet {
  private var entries: [pollfd] = []

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a descriptor. Errors are reported even when neither direction is asked for.
  mutating func add(_ descriptor: Int32, reads: Bool, writes: Bool = false) {
    let events = (reads ? POLLIN : 0) | (writes ? POLLOUT : 0)
    entries.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
  }

  /// Waits until a descriptor is ready or the time is over.
  ///
  /// - Parameter timeout: nil for as long as it takes.
  /// - Returns: false when nothing is ready.
  mutating func wait(_ timeout: Duration?) -> Bool {
    guard let timeout else { return segment_step_poll(&entries, nfds_t(entries.count), nil) > 0 }
    var limit = Self.limit(timeout)
    return segment_step_poll(&entries, nfds_t(entries.count), &limit) > 0
  }

  func isReadable(_ index: Int) -> Bool { has(POLLIN, index) }

  /// Whether anything at all is reported.
  func isReady(_ index: Int) -> Bool { entries[index].revents != 0 }

  /// Whether the connection has failed or ended in both directions.
  func isBroken(_ index: Int) -> Bool { has(POLLERR | POLLHUP | POLLNVAL, index) }

  private func has(_ events: Int, _ index: Int) -> Bool {
    Int(entries[index].revents) & events != 0
  }

  private func has(_ events: Int32, _ index: Int) -> Bool {
    has(Int(events), index)
  }

  private static func limit(_ duration: Duration) -> timespec {
    guard duration > .zero else { return timespec() }
    let (seconds, attoseconds) = min(duration, .seconds(60)).components
    return timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
  }
}
