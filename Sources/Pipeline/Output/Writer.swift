import JSON
import Threads

/// The writer's thread: writes events with their results, in the order in which they come.
struct Writer {
  /// Bytes after which the lines so far are written; each write ends at the end of a line.
  private static let flushSize = 128 << 10

  var output: Output
  let lineText: LineText
  let queue: Handover<Event>
  let pool: EventPool
  let allowance: Allowance
  /// Wakes a loop whose calls have waited for memory.
  let wake: () -> Void

  /// Writes until the queue is finished.
  mutating func run() throws(Output.Failure) {
    var events: [Event] = []
    var text = ByteBuffer()
    while queue.waitAndTake(into: &events) {
      for event in events {
        lineText.append(event, to: &text)
        if text.count >= Self.flushSize { try flush(&text) }
      }
      // Nothing more is at hand: whoever reads shall not wait for it.
      try flush(&text)
      let (count, bytes) = (events.count, events.reduce(0) { $0 + $1.heldBytes })
      // Before others take their place, they are given up.
      pool.put(&events)
      if allowance.release(events: count, bytes: bytes) { wake() }
    }
  }

  private mutating func flush(_ text: inout ByteBuffer) throws(Output.Failure) {
    guard !text.isEmpty else { return }
    try output.write(text.span)
    text.removeAll(keeping: 8 * Self.flushSize)
  }
}
