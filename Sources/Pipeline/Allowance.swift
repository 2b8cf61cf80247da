/// The bound on events held in memory, from reading to writing.
///
/// The reader waits here while too many are held; the writer gives back. It is what keeps memory
/// flat when the network, one slow call, or whoever reads the output is slower than the input.
final class Allowance: Sendable {
  private struct Held {
    var events = 0
    var bytes = 0
    var isClosed = false
  }

  private let eventLimit: Int
  private let byteLimit: Int
  private let guaranteed: Int
  private let held = Monitor(Held())

  /// Makes an allowance of 4096 events or 64 MiB, whichever is reached first.
  ///
  /// - Parameter inFlight: how many events may be in flight; no fewer may be held, and in batches
  ///   that is often more than 4096, up to the same bytes.
  init(inFlight: Int) {
    eventLimit = max(4096, inFlight)
    byteLimit = 64 << 20
    guaranteed = min(inFlight, 4096)
  }

  /// Waits until more may be held, then counts these.
  func acquire(events: Int, bytes: Int) {
    held.wait { held -> Void? in
      let fits = held.events < eventLimit && held.bytes < byteLimit
      guard fits || held.events < guaranteed || held.isClosed else { return nil }
      held.events += events
      held.bytes += bytes
      return ()
    }
  }

  /// Counts bytes that an event held already has grown by.
  func grow(bytes: Int) {
    held.withLock { $0.bytes += bytes }
  }

  /// Gives back what was counted.
  func release(events: Int, bytes: Int) {
    held.update { held in
      held.events -= events
      held.bytes -= bytes
      return ((), true)
    }
  }

  /// Ends every wait, for a run that stops.
  func close() {
    held.update { held in
      held.isClosed = true
      return ((), true)
    }
  }
}
