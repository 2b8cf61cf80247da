/// Counts durations in classes whose width grows with the duration: fixed in size, and no quantile
/// is off by more than one part in 64.
///
/// Up to 64 µs each microsecond is a class of its own; from there on each doubling is divided into
/// 64 classes.
public struct LatencyHistogram: Equatable, Sendable {
  private static let divisions = 64
  private static let divisionBits = 6
  /// Doublings above 64 µs: up to 2^36 µs, 19 hours.
  private static let doublings = 30

  private var counts = Array(repeating: 0, count: divisions * (doublings + 1))
  /// How many durations were added.
  public private(set) var count = 0
  /// The longest duration added, in microseconds.
  public private(set) var maximum = 0
  /// All durations together, in microseconds.
  public private(set) var total = 0

  /// Makes an empty histogram.
  public init() {}

  /// Adds a duration in microseconds; a negative one counts as none, too long a one as the longest.
  mutating func add(_ microseconds: Int) {
    let value = max(0, microseconds)
    counts[Self.place(of: value)] += 1
    count += 1
    maximum = max(maximum, value)
    total &+= value
  }

  /// The duration in microseconds that a share of the durations, 0 to 1, do not exceed; 0 if there
  /// are none.
  public func quantile(_ share: Double) -> Int {
    let rank = max(1, Int((Double(count) * min(max(share, 0), 1)).rounded(.up)))
    var seen = 0
    for place in counts.indices where counts[place] > 0 {
      seen += counts[place]
      if seen >= rank { return min(Self.upperBound(of: place), maximum) }
    }
    return maximum
  }

  /// How many durations do not exceed one in microseconds, as far as the classes tell: one that it falls
  /// into counts.
  public func count(upTo microseconds: Int) -> Int {
    counts[...Self.place(of: max(0, microseconds))].reduce(0, +)
  }

  private static func place(of value: Int) -> Int {
    guard value >= divisions else { return value }
    let doubling = Int.bitWidth - 1 - value.leadingZeroBitCount - divisionBits
    guard doubling < doublings else { return divisions * (doublings + 1) - 1 }
    return (doubling + 1) * divisions + value >> doubling - divisions
  }

  /// The largest value of a class.
  private static func upperBound(of place: Int) -> Int {
    guard place >= divisions else { return place }
    let doubling = place / divisions - 1
    return (place % divisions + divisions + 1) << doubling - 1
  }
}
