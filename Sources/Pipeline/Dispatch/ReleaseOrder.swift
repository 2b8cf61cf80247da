import HTTP
import Threads

/// Restores the order of the input: events are let go when they and all before them are done.
struct ReleaseOrder {
  private let isOrdered: Bool
  private var pending = FIFO<Event>()
  private var done: [Event] = []
  /// The number of the first event that is not let go, nor are those behind it.
  private(set) var limit = Int.max

  /// - Parameter isOrdered: false to let events go as they are done.
  init(isOrdered: Bool) { self.isOrdered = isOrdered }

  /// The event that all others wait for: the first that is not released, if events are kept in order.
  var first: Event? { pending.first }

  /// Takes note of the next event of the input.
  mutating func add(_ event: Event) {
    if isOrdered {
      pending.append(event)
    } else if event.isDone {
      done.append(event)
    }
  }

  /// Takes note that an event added before is done now.
  mutating func finish(_ event: Event) {
    if !isOrdered { done.append(event) }
  }

  /// Keeps an event, and all behind it, from being let go.
  mutating func hold(from event: Event) {
    precondition(isOrdered, "what stands behind an event is known where the order is kept")
    limit = min(limit, event.number)
  }

  /// Moves the events that may go to the end of `released`.
  mutating func release(into released: inout [Event]) {
    if isOrdered {
      while let event = pending.first, event.isDone, event.number < limit {
        released.append(event)
        _ = pending.popFirst()
      }
    } else {
      released.append(contentsOf: done)
      done.removeAll(keepingCapacity: true)
    }
  }
}
