import JSON
import Segment

/// Makes calls of lines. Working memory is kept from line to line.
struct EventRenderer: ~Copyable {
  private var renderer: CallRenderer
  private let isDry: Bool
  /// The ids of calls; nil where they are random.
  private var ids: RepeatedIDs?

  /// - Parameters:
  ///   - isDry: whether calls are rendered only.
  ///   - countsIDs: whether message ids that repeat are counted.
  init(_ renderer: consuming CallRenderer, isDry: Bool, countsIDs: Bool) {
    self.renderer = renderer
    self.isDry = isDry
    ids = countsIDs ? RepeatedIDs() : nil
  }

  /// Calls whose message id an earlier one had; see `RepeatedIDs`.
  var repeatedIDs: Int { ids?.count ?? 0 }

  /// Makes a call of an event's line, or notes why there is none.
  ///
  /// - Parameter time: when it was read, in milliseconds since 1970.
  mutating func render(_ event: Event, readAt time: Int) {
    let rendering = renderer.render(
      event.line, number: event.number, at: WallTime(milliseconds: time), into: &event.body)
    event.splice = rendering.splice
    switch rendering.content {
    case .call(let call):
      noteID(call, event.body)
      event.read(isDry ? .dry(call) : .waiting(call))
    case .unchanged: event.read(.unchanged)
    case .refused(let refusal): event.read(.refused(refusal))
    }
  }

  private mutating func noteID(_ call: Call, _ body: borrowing ByteBuffer) {
    ids?.add(body.span.extracting(call.messageID))
  }

  /// Notes that an event's line is too long: it has only its beginning.
  ///
  /// - Parameter length: how many bytes the line has.
  func refuse(_ event: Event, length: Int, limit: Int) {
    event.splice = nil
    event.read(.refused(.lineTooLong(line: event.number, bytes: length, limit: limit)))
  }
}
