/// Calls that wait for their next attempt, by the time at which it is due.
struct RetryQueue {
  private struct Entry {
    let due: Int
    let event: Event
  }

  /// Sorted, the next one due last.
  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// When the next one is due, by the monotonic clock in nanoseconds.
  var nextDue: Int? { entries.last?.due }

  /// Adds a call. Of those due at the same time, the first added comes first.
  mutating func add(_ event: Event, due: Int) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].due > due { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(due: due, event: event), at: low)
  }

  /// Takes the next call if it is due.
  mutating func popDue(now: Int) -> Event? {
    guard let due = nextDue, due <= now else { return nil }
    return entries.removeLast().event
  }

  /// Takes all calls, due or not.
  mutating func removeAll() -> [Event] {
    defer { entries = [] }
    return entries.reversed().map(\.event)
  }
}
