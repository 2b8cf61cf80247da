import JSON

/// Counts message ids that occurred before, of which Segment drops all but the first.
///
/// In bounded memory: the last 100,000 to 200,000 distinct ids are known, each by 64 bits.
public struct RepeatedIDs: Sendable {
  private static let generation = 100_000

  /// How many ids occurred before.
  public private(set) var count = 0
  private var recent = HashSet()
  private var older = HashSet()

  /// None so far.
  public init() {}

  /// Takes note of an id.
  ///
  /// - Returns: whether it occurred before.
  @discardableResult
  public mutating func add(_ id: Span<UInt8>) -> Bool {
    let hash = Self.hash(id)
    if older.contains(hash) || !recent.insert(hash) {
      count += 1
      return true
    }
    if recent.count == Self.generation {
      swap(&older, &recent)
      recent.removeAll()
    }
    return false
  }

  /// FNV-1a with 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
  private static func hash(_ id: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in id.indices { hash = (hash ^ UInt64(id[index])) &* 0x100_0000_01B3 }
    return hash
  }
}

/// Hashes, in a table with linear probing that is at most half full.
///
/// `Set` would hash each of them again, by SipHash: 450 instructions an event, where a dry run takes
/// 10,000 (`swift run -c release benchmarks --instructions`).
private struct HashSet: Sendable {
  private static let leastSlots = 1024

  private(set) var count = 0
  /// A power of two of them; a slot with no hash in it is 0.
  private var slots = [UInt64](repeating: 0, count: leastSlots)

  func contains(_ hash: UInt64) -> Bool { slots[place(of: Self.stored(hash))] != 0 }

  /// - Returns: false if it was there.
  mutating func insert(_ hash: UInt64) -> Bool {
    let stored = Self.stored(hash)
    let place = place(of: stored)
    guard slots[place] == 0 else { return false }
    slots[place] = stored
    count += 1
    if 2 * count > slots.count { grow() }
    return true
  }

  mutating func removeAll() {
    for index in slots.indices { slots[index] = 0 }
    count = 0
  }

  private static func stored(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

  /// Where a hash stands, or would stand.
  private func place(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    // FNV-1a mixes its higher bits best.
    var place = Int(truncatingIfNeeded: hash ^ hash &>> 32) & mask
    while slots[place] != 0, slots[place] != hash { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 2 * old.count)
    for hash in old where hash != 0 { slots[place(of: hash)] = hash }
  }
}
