import Testing

@testable import Sandbox

@Suite struct FaultsTests {
  @Test func readsEveryItem() throws {
    let faults = try Faults.parse(
      "503:0.1, 429:0.05:2,delay:50,reset:.01,hang:0.02,garbage:0,seed:18446744073709551615")
    #expect(
      faults.shares.map(\.kind) == [
        .status(503, retryAfter: nil), .status(429, retryAfter: 2), .reset, .hang, .garbage,
      ])
    #expect(faults.shares.map(\.share) == [0.1, 0.05, 0.01, 0.02, 0])
    #expect(faults.delay == .milliseconds(50))
    #expect(faults.seed == .max)
  }

  @Test func readsNothingAsNoFaults() throws {
    #expect(try Faults.parse("") == .none)
  }

  @Test func allowsSharesThatSumToOne() throws {
    let faults = try Faults.parse("500:0.1,501:0.2,502:0.3,503:0.4")
    #expect(faults.shares.count == 4)
  }

  @Test(arguments: [
    ("slow:5", FaultError(item: "slow:5", reason: .unknownItem)),
    ("503", FaultError(item: "503", reason: .unknownItem)),
    ("503:0.1,", FaultError(item: "", reason: .unknownItem)),
    ("reset:0.1:2", FaultError(item: "reset:0.1:2", reason: .unknownItem)),
    ("503:0.1:2:3", FaultError(item: "503:0.1:2:3", reason: .unknownItem)),
    ("-503:0.1", FaultError(item: "-503:0.1", reason: .unknownItem)),
    ("99:0.1", FaultError(item: "99:0.1", reason: .badStatus)),
    ("600:0.1", FaultError(item: "600:0.1", reason: .badStatus)),
    ("5xx:0.1", FaultError(item: "5xx:0.1", reason: .badStatus)),
    ("99999999999999999999:1", FaultError(item: "99999999999999999999:1", reason: .badStatus)),
    ("503:1.1", FaultError(item: "503:1.1", reason: .badShare)),
    ("503:-0.1", FaultError(item: "503:-0.1", reason: .badShare)),
    ("503:nan", FaultError(item: "503:nan", reason: .badShare)),
    ("503:", FaultError(item: "503:", reason: .badShare)),
    ("hang:10%", FaultError(item: "hang:10%", reason: .badShare)),
    ("delay:1.5", FaultError(item: "delay:1.5", reason: .badDelay)),
    ("delay:3600001", FaultError(item: "delay:3600001", reason: .badDelay)),
    ("seed:", FaultError(item: "seed:", reason: .badSeed)),
    ("429:0.1:soon", FaultError(item: "429:0.1:soon", reason: .badRetryAfter)),
    ("reset:0.6, hang:0.5", FaultError(item: "hang:0.5", reason: .sharesExceedOne)),
  ])
  func namesTheWrongItem(text: String, error: FaultError) {
    #expect(throws: error) { try Faults.parse(text) }
  }
}

@Suite struct FaultPlanTests {
  private func draws(_ text: String, _ count: Int) throws -> [Faults.Kind?] {
    var plan = FaultPlan(try Faults.parse(text))
    return (0..<count).map { _ in plan.next() }
  }

  @Test func repeatsWithTheSameSeed() throws {
    #expect(try draws("503:0.5,seed:7", 100) == draws("503:0.5,seed:7", 100))
    #expect(try draws("503:0.5,seed:7", 100) != draws("503:0.5,seed:8", 100))
    #expect(try draws("503:0.5", 100) == draws("503:0.5", 100))
  }

  @Test func keepsTheShares() throws {
    let draws = try draws("503:0.1,reset:0.3", 20_000)
    let refused = draws.count { $0 == .status(503, retryAfter: nil) }
    let reset = draws.count { $0 == .reset }
    #expect((1800...2200).contains(refused))
    #expect((5700...6300).contains(reset))
  }

  @Test func strikesAlwaysOrNeverAtTheEnds() throws {
    #expect(try draws("hang:1", 1000).allSatisfy { $0 == .hang })
    #expect(try draws("hang:0", 1000).allSatisfy { $0 == nil })
  }

  /// The first outputs for the state 1234567, from the reference implementation by Vigna.
  @Test func drawsFromSplitMix64() {
    var generator = SplitMix64(state: 1_234_567)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }
}
