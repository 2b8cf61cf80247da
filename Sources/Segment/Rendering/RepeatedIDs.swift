/// Counts message ids that occurred before, of which Segment drops all but the first.
///
/// In bounded memory: the last 100,000 to 200,000 distinct ids are known, each by 64 bits.
public struct RepeatedIDs: Sendable {
  private static let generation = 100_000

  /// How many ids occurred before.
  public private(set) var count = 0
  private var recent: Set<UInt64> = []
  private var older: Set<UInt64> = []

  /// None so far.
  public init() {}

  /// Takes note of an id.
  ///
  /// - Returns: whether it occurred before.
  @discardableResult
  public mutating func add(_ id: ArraySlice<UInt8>) -> Bool {
    let hash = Self.hash(id)
    if older.contains(hash) || !recent.insert(hash).inserted {
      count += 1
      return true
    }
    if recent.count == Self.generation {
      swap(&older, &recent)
      recent.removeAll(keepingCapacity: true)
    }
    return false
  }

  /// FNV-1a with 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
  private static func hash(_ id: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
