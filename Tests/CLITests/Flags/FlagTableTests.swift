@testable import CLI
import Testing

struct FlagTableTests {
  @Test func holdsEveryFlagOnce() {
    #expect(Set(FlagTable.all.map(\.id)).count == FlagTable.all.count)
    // What the program speaks of is there.
    let named: [FlagID] = [
      .config, .inline, .set, .endpoint, .caCertificate, .proxy, .insecureHTTP, .batch,
      .batchLinger,
      .resume, .retryFailed, .unordered, .maxLine, .check, .checkEvents, .sandbox, .summaryFile,
      .progress, .noProgress, .verbose, .quiet, .completions, .schema, .help, .version,
    ]
    #expect(named.filter { id in !FlagTable.all.contains { $0.id == id } } == [])
    let letters = FlagTable.all.compactMap(\.short)
    #expect(Set(letters).count == letters.count)
    #expect(letters.allSatisfy { $0.isASCII && $0.isLetter })
  }

  @Test func isOrderedByGroup() {
    let grouped = Flag.Group.allCases.flatMap { FlagTable.flags(in: $0) }
    #expect(grouped.map(\.id) == FlagTable.all.map(\.id))
  }

  /// A word the reader does not know, or one it knows beyond the table, would show here.
  @Test(arguments: FlagTable.all.filter { !$0.allowed.isEmpty }.map(\.id))
  func allowsTheWordsThatAreRead(id: FlagID) throws {
    let flag = try #require(FlagTable.all.first { $0.id == id })
    #expect(flag.standard.map(flag.allowed.contains) != false)
    for word in flag.allowed {
      #expect(flag.manual.contains(".Cm \(word)"))
      #expect(throws: Never.self) {
        try Invocation(arguments: ["-i", "", "\(id.spelling)=\(word)"])
      }
    }
    let error = #expect(throws: UsageErrors.self) {
      try Invocation(arguments: ["-i", "", "\(id.spelling)=qqq"])
    }
    let expected = UsageError.Expectation.oneOf(flag.allowed, nearest: nil)
    #expect(error?.all == [.badValue(flag: id.spelling, value: "qqq", expected: expected)])
  }

  @Test func namesTheDefaultsThatHold() throws {
    let needed = ["-i", "", "--check", "-b", "1", "--endpoint", "http://127.0.0.1:1"]
    var arguments = needed
    for flag in FlagTable.all {
      if let standard = flag.standard { arguments += [flag.id.spelling, standard] }
    }
    let spelledOut = try Invocation(arguments: arguments)
    #expect(try Invocation(arguments: needed) == spelledOut)
  }
}
