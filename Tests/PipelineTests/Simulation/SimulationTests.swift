import Testing

@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `SIMULATION_SEED=N swift test --filter Simulation` runs one seed alone.
@Suite(.timeLimit(.minutes(10))) struct SimulationTests {
  private static var seeds: Range<UInt64> {
    let one = getenv("SIMULATION_SEED").flatMap { UInt64(String(cString: $0)) }
    return one.map { $0..<$0 + 1 } ?? 0..<1500
  }

  @Test func whatMustHoldHolds() throws {
    for seed in Self.seeds {
      var simulation = Simulation(Scenario(seed: seed))
      do {
        try simulation.run()
      } catch let failure as SimulationFailure {
        Issue.record("seed \(failure.seed): \(failure.description)")
        return
      }
    }
  }
}
