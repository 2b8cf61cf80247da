import JSON
import Segment

/// One input line on its way through the pipeline, with all that belongs to it, or a batch of them.
///
/// It is owned by one thread at a time: the reader, then a transfer loop, then the writer, then
/// the pool, each handing it over under a lock. Its buffers are kept when it is used again.
final class Event: @unchecked Sendable {
  /// How far it has come.
  enum State {
    /// Its call is to be made.
    case waiting(Call)
    /// Its call ended so.
    case delivered(Call, Delivery)
    /// The body would be sent as this call, but the run is dry.
    case dry(Call)
    /// The body holds its result.
    case refused(Refusal)
    /// The line stays as it is.
    case unchanged
  }

  /// The number of the input line, from 1.
  var number = 0
  var line: [UInt8] = []
  /// The body of the call, or the result if there is none.
  var body: [UInt8] = []
  /// The body of the last response.
  var response: [UInt8] = []
  var state = State.unchanged
  /// Where in the line the result goes; nil if it stands alone.
  var splice: SplicePoint?
  /// The place of its call's URL among those of the HTTP client.
  var url = 0
  /// Where in the body the time of sending stands.
  var sentAt = 0
  /// The events that this one carries, if it is a batch.
  var members: [Event] = []
  /// How many events were in the batch that carried this one; 0 if none did.
  var batchSize = 0
  /// How often its call was started.
  var tries = 0
  /// Requests begun on a connection so far.
  var attempts = 0
  /// Those of them that were made because an earlier one had failed, but not because a batch was
  /// halved.
  var retries = 0
  /// When its call was first started, by the monotonic clock, in nanoseconds.
  var firstAttempt = 0
  /// When it was last started.
  var lastStart = 0
  /// Bytes counted for it in the allowance.
  var heldBytes = 0
  /// How the last attempt ended, while another is waited for.
  var lastResult: AttemptResult?

  /// Whether its result is a failure.
  var hasFailed: Bool {
    switch state {
    case .delivered(_, let delivery): delivery.failure != nil
    case .refused: true
    case .waiting, .dry, .unchanged: false
    }
  }

  /// Whether it has its result.
  var isDone: Bool { if case .waiting = state { false } else { true } }

  /// Empties it for another line. Buffers that have grown beyond `keptCapacity` are given back.
  func reset(keptCapacity: Int) {
    Self.empty(&line, keptCapacity)
    Self.empty(&body, keptCapacity)
    // A batch's members share its response.
    if batchSize > 0 { response = [] }
    Self.empty(&response, keptCapacity)
    state = .unchanged
    splice = nil
    members.removeAll(keepingCapacity: true)
    batchSize = 0
    tries = 0
    attempts = 0
    retries = 0
    heldBytes = 0
    lastResult = nil
  }

  private static func empty(_ buffer: inout [UInt8], _ keptCapacity: Int) {
    buffer.removeAll(keepingCapacity: buffer.capacity <= keptCapacity)
  }
}
