import Threads

/// Events that are done with, kept for reuse.
final class EventPool: Sendable {
  /// Bytes of capacity that an event's buffer may keep.
  private static let keptCapacity = 4096

  private let limit: Int
  private let events = Monitor<[Event]>([])

  /// - Parameter limit: how many events are kept: as many as may be on their way.
  init(limit: Int) { self.limit = limit }

  /// Takes all of `spent`, leaving it empty.
  func put(_ spent: inout [Event]) {
    for event in spent { event.reset(keptCapacity: Self.keptCapacity) }
    events.withLock { events in
      events.append(contentsOf: spent.prefix(limit - events.count))
    }
    spent.removeAll(keepingCapacity: true)
  }

  /// Moves events into `stock` until it holds `count`, as far as there are any; never fewer than
  /// that after new ones are made.
  func fill(_ stock: inout [Event], to count: Int) {
    let missing = count - stock.count
    guard missing > 0 else { return }
    events.withLock { events in
      stock.append(contentsOf: events.suffix(missing))
      events.removeLast(min(missing, events.count))
    }
    while stock.count < count { stock.append(Event()) }
  }
}
