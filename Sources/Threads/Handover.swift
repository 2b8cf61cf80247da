/// A queue between two threads that moves many items at a time.
///
/// It is as long as what is put into it: whoever puts bounds it.
public final class Handover<Item: Sendable>: Sendable {
  @usableFromInline
  struct State {
    @usableFromInline var items: [Item] = []
    @usableFromInline var isFinished = false

    @usableFromInline init() {}
  }

  @usableFromInline let monitor = Monitor(State())

  /// Makes an empty queue.
  @inlinable
  public init() {}

  /// Moves all of `items` to the end of the queue, leaving the array empty with its capacity.
  ///
  /// - Returns: whether the queue was empty before, so that a sleeping taker must be woken.
  @discardableResult
  @inlinable
  public func put(_ items: inout [Item]) -> Bool {
    guard !items.isEmpty else { return false }
    return monitor.update { state in
      let wasEmpty = state.items.isEmpty
      if wasEmpty {
        swap(&state.items, &items)
      } else {
        state.items.append(contentsOf: items)
        items.removeAll(keepingCapacity: true)
      }
      return (wasEmpty, wasEmpty)
    }
  }

  /// Says that nothing more will be put.
  @inlinable
  public func finish() {
    monitor.update { state in
      state.isFinished = true
      return ((), true)
    }
  }

  /// Moves everything in the queue into `items`, which must be empty.
  ///
  /// - Returns: false if nothing more will be put, so that these are the last.
  @inlinable
  public func take(into items: inout [Item]) -> Bool {
    monitor.withLock { state in
      swap(&state.items, &items)
      return !state.isFinished
    }
  }

  /// Like `take`, but waits for something to be there.
  ///
  /// - Returns: false if nothing was there and nothing will be.
  @inlinable
  public func waitAndTake(into items: inout [Item]) -> Bool {
    monitor.wait { state in
      guard !state.items.isEmpty || state.isFinished else { return nil }
      swap(&state.items, &items)
      return !items.isEmpty
    }
  }
}
