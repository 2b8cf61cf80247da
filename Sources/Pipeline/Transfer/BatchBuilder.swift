import HTTP
import Segment

/// Gathers calls into batches, in order and within the limits. Without a clock or a thread.
///
/// A batch is an event of its own that carries others: its body holds theirs.
struct BatchBuilder {
  private let eventLimit: Int
  private let linger: Int
  /// The batch that is being filled.
  private var open: Event?
  /// When it must go out at the latest, by the monotonic clock in nanoseconds.
  private(set) var due: Int?
  /// Batches that are done with, for their memory.
  private var spare: [Event] = []

  /// - Parameters:
  ///   - eventLimit: the most events in a batch.
  ///   - linger: the longest that an event waits for its batch to fill, in nanoseconds.
  init(eventLimit: Int, linger: Int) {
    self.eventLimit = eventLimit
    self.linger = linger
  }

  /// Adds a call; batches that are full go to `ready`.
  mutating func add(_ event: Event, now: Int, ready: inout FIFO<Event>) {
    if let open, !BatchBody.hasRoom(for: event.body, in: open.body) { close(into: &ready) }
    let batch = open ?? begin(now: now)
    append(event, to: batch)
    if batch.members.count >= eventLimit { close(into: &ready) }
  }

  /// Sends the batch that is being filled to `ready`, if there is one.
  mutating func close(into ready: inout FIFO<Event>) {
    guard let batch = open else { return }
    batch.sentAt = BatchBody.close(&batch.body)
    ready.append(batch)
    open = nil
    due = nil
  }

  /// The two halves of a batch that was refused, the first half first.
  mutating func halves(of batch: Event) -> [Event] {
    let middle = batch.members.count / 2
    return [batch.members[..<middle], batch.members[middle...]].map { members in
      let half = take()
      for event in members { append(event, to: half) }
      half.sentAt = BatchBody.close(&half.body)
      half.tries = batch.tries
      half.attempts = batch.attempts
      half.firstAttempt = batch.firstAttempt
      return half
    }
  }

  /// Takes back a batch that is done with.
  mutating func reuse(_ batch: Event) {
    batch.reset(keptCapacity: BatchBody.byteLimit * 2)
    spare.append(batch)
  }

  private mutating func begin(now: Int) -> Event {
    let batch = take()
    open = batch
    due = now + linger
    return batch
  }

  private mutating func take() -> Event {
    let batch = spare.popLast() ?? Event()
    batch.url = Service.batchURL
    return batch
  }

  private func append(_ event: Event, to batch: Event) {
    BatchBody.append(event.body, to: &batch.body)
    batch.members.append(event)
  }
}
