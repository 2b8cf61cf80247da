import Threads

/// The account of what is held in memory, from reading to writing: events, and the bytes of lines,
/// bodies and answers.
///
/// The reader waits here while too much is held, the dispatcher starts no call that goes beyond it,
/// and the writer gives back. It is what keeps memory flat when the network, one slow call, or whoever
/// reads the output is slower than the input.
final class Allowance: Sendable {
  private struct Held {
    var events = 0
    var bytes = 0
    /// Of the events, those whose call has not begun.
    var waiting = 0
    /// Of the events, those that the writer has.
    var unwritten = 0
    var isClosed = false
    /// Whether calls wait for bytes to be given back.
    var isWanted = false
  }

  /// The bytes that may be held.
  let byteLimit: Int
  /// The events that may be held.
  let eventLimit: Int
  private let waitingLimit: Int
  private let held = Monitor(Held())

  /// Makes an allowance of so many bytes, or 4096 events, whichever is reached first.
  ///
  /// Of these events no more than 512 (or twice those in flight) wait for their call to begin. That
  /// is enough to keep the transfer loops busy, and few enough to be in the processor's cache when
  /// their turn comes: against loopback, 4096 made a call 8 % slower.
  ///
  /// - Parameter inFlight: how many events may be in flight; no fewer may be held, which in batches
  ///   is often more than 4096. With 0, in a dry run, no event has to wait for a call, and 1024 are
  ///   enough.
  init(bytes: Int, inFlight: Int) {
    byteLimit = bytes
    eventLimit = inFlight == 0 ? 1024 : max(4096, inFlight)
    waitingLimit = max(512, 2 * inFlight)
  }

  /// Waits until these may be held, too, or nothing else is; then counts them.
  ///
  /// - Parameter waiting: how many of the events wait for their call.
  func acquire(events: Int, bytes: Int, waiting: Int = 0) {
    held.wait { held -> Void? in
      let fits =
        held.events < eventLimit && held.bytes + bytes <= byteLimit && held.waiting < waitingLimit
      guard fits || held.events == 0 || held.isClosed else { return nil }
      held.events += events
      held.bytes += bytes
      held.waiting += waiting
      return ()
    }
  }

  /// Notes that the calls of so many events have begun.
  func begin(_ events: Int) {
    held.update { held in
      let isFull = held.waiting >= waitingLimit
      held.waiting -= events
      precondition(held.waiting >= 0, "a call begins once")
      return ((), isFull && held.waiting < waitingLimit)
    }
  }

  /// The bytes held, and how many events the writer has.
  var standing: (bytes: Int, unwritten: Int) { held.withLock { ($0.bytes, $0.unwritten) } }

  /// Notes that so many events go to the writer.
  func handOn(events: Int) { held.withLock { $0.unwritten += events } }

  /// Counts bytes by which what is held has grown, or shrunk if they are negative.
  func charge(bytes: Int) {
    held.update { held in
      held.bytes += bytes
      return ((), bytes < 0)
    }
  }

  /// Gives back what was counted.
  ///
  /// - Returns: whether calls have waited for that.
  func release(events: Int, bytes: Int) -> Bool {
    held.update { held in
      held.events -= events
      held.unwritten -= events
      held.bytes -= bytes
      precondition(
        held.events >= 0 && held.unwritten >= 0 && held.bytes >= 0,
        "what is given back was counted")
      defer { held.isWanted = false }
      return (held.isWanted, true)
    }
  }

  /// Asks that the next release be told of.
  ///
  /// - Parameter bytes: what was held when there was too little left.
  /// - Returns: false if some has been given back since.
  func want(since bytes: Int) -> Bool {
    held.withLock { held in
      guard held.bytes >= bytes else { return false }
      held.isWanted = true
      return true
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
