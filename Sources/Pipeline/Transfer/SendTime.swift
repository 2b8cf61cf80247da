import JSON
import Segment

/// Writes the time of sending into bodies. The text is kept for as long as the millisecond lasts.
struct SendTime {
  private var time = WallTime(milliseconds: 0)
  private var text: [UInt8] = []

  /// Overwrites the time that stands at an offset of a body with the present one.
  mutating func stamp(_ body: inout [UInt8], at offset: Int) {
    let now = Clock.wall
    if now != time || text.isEmpty {
      time = now
      text.removeAll(keepingCapacity: true)
      now.append(to: &text)
    }
    body.overwrite(at: offset, with: text)
  }
}
