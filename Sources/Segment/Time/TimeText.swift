import JSON

/// Writes moments. Those that follow one another are mostly of one day, and often the same: what stays is
/// kept.
public struct TimeText: ~Copyable, Sendable {
  /// Characters of the day, `2024-01-15T`.
  private static let dayLength = 11

  private var time: WallTime?
  private var text = ByteBuffer()

  /// Makes one that knows no moment yet.
  public init() {}

  /// Appends the text form of a moment, `WallTime.textLength` bytes.
  public mutating func append(_ time: WallTime, to output: inout ByteBuffer) {
    update(time)
    output.append(text.span)
  }

  /// Overwrites bytes with the text form of a moment.
  public mutating func overwrite(at offset: Int, in output: inout ByteBuffer, with time: WallTime) {
    update(time)
    output.overwrite(at: offset, with: text.span)
  }

  private mutating func update(_ time: WallTime) {
    guard time != self.time else { return }
    if self.time?.day == time.day {
      text.removeLast(text.count - Self.dayLength)
    } else {
      text.removeAll()
      time.appendDay(to: &text)
    }
    time.appendTimeOfDay(to: &text)
    self.time = time
  }
}
