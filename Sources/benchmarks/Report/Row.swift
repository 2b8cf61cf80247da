/// One line of the report: what was measured, what it is held against, and the target.
struct Row {
  /// What the ratio, or the value itself where there is no other side, ought to be.
  enum Target {
    case atLeast(Double)
    case atMost(Double)
    /// At most this far from 1.
    case within(Double)
  }

  /// The comparison, and the case where it has several.
  let name: String
  let unit: String
  let ours: Double
  /// What the value is held against; nil if the target is for the value itself.
  var other: (name: String, value: Double)?
  let target: Target
  /// Microseconds of processor time, user and system, that an event takes on either side; nil where
  /// that is not what is compared.
  var microseconds: (ours: Double, other: Double)?

  /// Ours by the other's.
  var ratio: Double? {
    other.map { $0.value == 0 ? 0 : ours / $0.value }
  }

  /// Whether the target is met.
  var isMet: Bool {
    let judged = ratio ?? ours
    switch target {
    case .atLeast(let bound): return judged >= bound
    case .atMost(let bound): return judged <= bound
    case .within(let share): return abs(judged - 1) <= share
    }
  }
}
