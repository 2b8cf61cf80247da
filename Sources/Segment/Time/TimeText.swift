/// The text of the last moment asked for, since one moment is mostly that of many calls.
public struct TimeText: Sendable {
  private var time: WallTime?
  private var bytes: [UInt8] = []

  /// Makes one that knows no moment yet.
  public init() {}

  /// The text form of a moment, `WallTime.textLength` bytes.
  public mutating func text(of time: WallTime) -> [UInt8] {
    if time != self.time {
      self.time = time
      bytes.removeAll(keepingCapacity: true)
      time.append(to: &bytes)
    }
    return bytes
  }
}
