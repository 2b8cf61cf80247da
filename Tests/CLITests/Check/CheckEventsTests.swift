import Testing

@testable import CLI

struct CheckEventsTests {
  @Test func isAHundredUnlessTheFlagSaysOtherwise() throws {
    #expect(try settings(["-i", "x"]).checkEvents == 100)
    #expect(try settings(["-i", "x", "--check", "--check-events", "0"]).checkEvents == 0)
    #expect(
      try settings(["-i", "x", "--check", "--check-events=1000000"]).checkEvents == 1_000_000)
  }

  @Test(arguments: ["", "-1", "1000001", "1.5", "all"])
  func refusesOtherNumbers(_ text: String) {
    let error = UsageError.badValue(
      flag: "--check-events", value: text, expected: .wholeNumber(0...1_000_000))
    #expect(throws: UsageErrors(all: [error])) {
      try Invocation(arguments: ["-i", "x", "--check", "--check-events", text])
    }
  }

  @Test func needsACheck() {
    let error = UsageError.needs(flag: "--check-events", other: "--check")
    #expect(throws: UsageErrors(all: [error])) {
      try Invocation(arguments: ["-i", "x", "--check-events", "5"])
    }
  }
}
