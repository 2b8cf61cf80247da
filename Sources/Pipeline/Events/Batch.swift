import JSON

/// Events that one call carries.
///
/// Owned as an event is.
final class Batch: CallState, @unchecked Sendable {
  private static let keptCapacity = 1_000_000

  private let frame: BatchFrame
  /// The events, in the order of the input.
  @exclusivity(unchecked) private(set) var members: [Event] = []
  /// Where in the body the time of sending stands, once it is closed.
  @exclusivity(unchecked) private(set) var sentAt = 0

  init(_ frame: BatchFrame) { self.frame = frame }

  /// Whether one more event has room in it.
  func hasRoom(for event: Event) -> Bool { frame.hasRoom(event.body, body) }

  /// Adds an event.
  func append(_ event: Event) {
    frame.append(event.body, &body)
    members.append(event)
  }

  /// Makes it fit to be sent. Nothing may be added behind that.
  func close() { sentAt = frame.close(&body) }

  /// Empties it.
  func reset() {
    body.removeAll(keeping: Self.keptCapacity)
    // Its events share it.
    response = []
    members.removeAll(keepingCapacity: true)
    progress = Progress()
  }
}

/// How messages become the body of one call.
struct BatchFrame: Sendable {
  /// Whether one more message fits into a body that is not closed yet.
  let hasRoom: @Sendable (_ message: borrowing ByteBuffer, _ body: borrowing ByteBuffer) -> Bool
  /// Appends a message to a body, which may be empty.
  let append: @Sendable (_ message: borrowing ByteBuffer, _ body: inout ByteBuffer) -> Void
  /// Closes a body; returns where the time of sending stands.
  let close: @Sendable (_ body: inout ByteBuffer) -> Int
}
