/// Payloads that wait for their next try, by the time at which it is due.
struct RetryQueue {
  private struct Entry {
    var due: Int
    let payload: Payload
  }

  /// Sorted, the next one due last.
  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// When the next one is due, by the monotonic clock in nanoseconds.
  var nextDue: Int? { entries.last?.due }

  /// The next one, due or not.
  var next: Payload? { entries.last?.payload }

  /// Adds a payload. Of those due at the same time, the first added comes first.
  mutating func add(_ payload: Payload, due: Int) {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].due > due { low = middle + 1 } else { high = middle }
    }
    entries.insert(Entry(due: due, payload: payload), at: low)
  }

  /// Takes the next one if it is due.
  mutating func popDue(now: Int) -> Payload? {
    guard let due = nextDue, due <= now else { return nil }
    return entries.removeLast().payload
  }

  /// Takes the first one that is wanted, if it is due.
  mutating func popDue(now: Int, where isWanted: (Payload) -> Bool) -> Payload? {
    guard let index = entries.lastIndex(where: { isWanted($0.payload) }), entries[index].due <= now
    else { return nil }
    return entries.remove(at: index).payload
  }

  /// When the first one that is wanted is due; nil if there is none.
  func due(where isWanted: (Payload) -> Bool) -> Int? {
    entries.last { isWanted($0.payload) }?.due
  }

  /// Makes all of them due at a time at the latest.
  mutating func advance(to time: Int) {
    for index in entries.indices { entries[index].due = min(entries[index].due, time) }
  }

  /// Takes all, due or not.
  mutating func removeAll() -> [Payload] {
    defer { entries = [] }
    return entries.reversed().map(\.payload)
  }
}
