import JSON
import Segment
import Threads

/// The writer's thread: writes events with their results, in the order in which they come.
struct Writer {
  /// Bytes after which the lines so far are written; each write ends at the end of a line.
  private static let flushSize = 128 << 10

  var output: Output
  let outputKey: [UInt8]
  let dryRun: DryRun
  let queue: Handover<Event>
  let pool: EventPool
  let allowance: Allowance
  /// Wakes a loop whose calls have waited for memory.
  let wake: () -> Void

  /// Writes until the queue is finished.
  mutating func run() throws(Output.Failure) {
    var events: [Event] = []
    var text: [UInt8] = []
    while queue.waitAndTake(into: &events) {
      for event in events {
        append(event, to: &text)
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

  private mutating func flush(_ text: inout [UInt8]) throws(Output.Failure) {
    guard !text.isEmpty else { return }
    try output.write(text)
    text.removeAll(keepingCapacity: text.capacity <= 8 * Self.flushSize)
  }

  /// Appends an event with its result, as one line.
  private func append(_ event: Event, to text: inout [UInt8]) {
    if case .unchanged = event.stage {
      text.append(contentsOf: event.line)
    } else if let splice = event.splice {
      let line = event.line
      splice.splice(line.span, name: outputKey.span, into: &text) { output in
        appendResult(of: event, to: &output)
      }
    } else {
      text.append(UInt8(ascii: "{"))
      text.append(contentsOf: outputKey)
      text.append(UInt8(ascii: ":"))
      appendResult(of: event, to: &text)
      text.append(UInt8(ascii: "}"))
    }
    text.append(0x0A)
  }

  private func appendResult(of event: Event, to output: inout [UInt8]) {
    switch event.stage {
    case .settled(let call, let delivery):
      let response = event.response
      delivery.append(
        response: response.span, messageID: event.body[call.messageID],
        readTime: call.readTime.map { event.body[$0] }, to: &output)
    case .dry(let call):
      dryRun.append(call.operation, body: event.body, to: &output)
    case .refused:
      output.append(contentsOf: event.body)
    case .empty, .waiting, .unchanged:
      preconditionFailure("what is written has its result, or is left as it is")
    }
  }
}
