import Threads

/// Gathers events into batches, in order and within the limits. Without a clock or a thread.
struct BatchBuilder {
  /// Batches that are kept for their memory.
  private static let spareLimit = 16

  private let frame: BatchFrame
  private let eventLimit: Int
  private let linger: Int
  /// The batch that is being filled.
  private var open: Batch?
  /// When it must go out at the latest, by the monotonic clock in nanoseconds.
  private(set) var due: Int?
  /// Bytes of bodies that were made and not yet counted, less those that are gone.
  private var charge = 0
  /// Batches that are done with, for their memory.
  private var spare: [Batch] = []

  /// - Parameters:
  ///   - frame: how a batch is framed.
  ///   - eventLimit: the most events in a batch.
  ///   - linger: the longest that an event waits for its batch to fill, in nanoseconds.
  init(_ frame: BatchFrame, eventLimit: Int, linger: Int) {
    self.frame = frame
    self.eventLimit = eventLimit
    self.linger = linger
  }

  /// Adds an event; batches that are full go to `ready`.
  mutating func add(_ event: Event, now: Int, ready: inout FIFO<Payload>) {
    if let open, !open.hasRoom(for: event) { close(into: &ready) }
    let batch = open ?? begin(now: now)
    batch.append(event)
    if batch.members.count >= eventLimit { close(into: &ready) }
  }

  /// Sends the batch that is being filled to `ready`, if there is one.
  mutating func close(into ready: inout FIFO<Payload>) {
    guard let batch = open else { return }
    batch.close()
    charge += batch.body.count
    ready.append(.batch(batch))
    open = nil
    due = nil
  }

  /// The two halves of a batch that was refused, the first half first. The batch is done with.
  mutating func halve(_ batch: Batch) -> [Batch] {
    precondition(batch.members.count > 1, "a batch of one event cannot be halved")
    let middle = batch.members.count / 2
    let halves = [batch.members[..<middle], batch.members[middle...]].map { members in
      let half = spare.popLast() ?? Batch(frame)
      for event in members { half.append(event) }
      half.close()
      charge += half.body.count
      half.response = batch.response
      half.progress = batch.progress
      // What was spent on the whole is not charged to its parts.
      half.progress.retries = 0
      half.progress.refusals = 0
      return half
    }
    reuse(batch)
    return halves
  }

  /// Takes back a batch that is done with.
  mutating func reuse(_ batch: Batch) {
    charge -= batch.body.count
    batch.reset()
    if spare.count < Self.spareLimit { spare.append(batch) }
  }

  /// The bytes by which the bodies have grown since the last time; negative if they have shrunk.
  mutating func takeCharge() -> Int {
    defer { charge = 0 }
    return charge
  }

  private mutating func begin(now: Int) -> Batch {
    let batch = spare.popLast() ?? Batch(frame)
    batch.progress.triedSince = now
    open = batch
    due = now + linger
    return batch
  }
}
