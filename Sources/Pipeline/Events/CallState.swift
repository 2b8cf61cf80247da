import JSON

/// What an event, or a batch of them, has as a call: its buffers, which are kept when it is used again.
///
/// It is owned by one thread at a time, so that exclusive access need not be checked while the program
/// runs (as in `Transfer`).
class CallState: @unchecked Sendable {
  /// The body of the call.
  @exclusivity(unchecked) final var body = ByteBuffer()
  /// The body of the last response.
  @exclusivity(unchecked) final var response: [UInt8] = []
  /// How far the delivery of the call has come.
  @exclusivity(unchecked) final var progress = Progress()
}
