import Segment

/// Events that one call carries.
///
/// Owned as an event is; its buffers are kept when it is used again.
final class Batch: @unchecked Sendable {
  /// The events, in the order of the input.
  @exclusivity(unchecked) private(set) var members: [Event] = []
  /// The body of the call, which holds theirs.
  @exclusivity(unchecked) var body: [UInt8] = []
  /// The body of the last response.
  @exclusivity(unchecked) var response: [UInt8] = []
  /// How far its delivery has come.
  @exclusivity(unchecked) var progress = Progress()
  /// Where in the body the time of sending stands, once it is closed.
  @exclusivity(unchecked) private(set) var sentAt = 0

  /// Whether one more event has room in it.
  func hasRoom(for event: Event) -> Bool {
    BatchBody.hasRoom(for: event.body, in: body)
  }

  /// Adds an event.
  func append(_ event: Event) {
    BatchBody.append(event.body, to: &body)
    members.append(event)
  }

  /// Makes it fit to be sent. Nothing may be added behind that.
  func close() { sentAt = BatchBody.close(&body) }

  /// Empties it.
  func reset() {
    body.empty(keeping: BatchBody.byteLimit * 2)
    // Its events share it.
    response = []
    members.removeAll(keepingCapacity: true)
    progress = Progress()
  }
}
