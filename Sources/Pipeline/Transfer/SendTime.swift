import JSON
import Segment

/// Writes the time of sending into bodies.
struct SendTime {
  private var text = TimeText()

  /// Overwrites the time that stands at an offset of a body with the present one.
  mutating func stamp(_ body: inout [UInt8], at offset: Int) {
    body.overwrite(at: offset, with: text.text(of: Clock.wall))
  }
}
