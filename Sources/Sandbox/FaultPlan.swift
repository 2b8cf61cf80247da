/// Decides for one request after the other which trouble befalls it, if any: one draw each from
/// one seeded generator, so that a run repeats.
struct FaultPlan {
  let delay: Duration
  private let shares: [Faults.Share]
  private var generator: SplitMix64

  init(_ faults: Faults) {
    delay = faults.delay
    shares = faults.shares
    generator = SplitMix64(state: faults.seed)
  }

  /// The trouble of the next request; nil when it is to be judged as usual.
  mutating func next() -> Faults.Kind? {
    guard !shares.isEmpty else { return nil }
    var draw = Double.random(in: 0..<1, using: &generator)
    for entry in shares {
      if draw < entry.share { return entry.kind }
      draw -= entry.share
    }
    return nil
  }
}

/// The generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators"
/// (2014): 64 bits of state, the same sequence on every machine.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
