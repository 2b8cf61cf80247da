import CLI
import Testing

struct HelpTextTests {
  @Test(arguments: FlagTable.all.map(\.id))
  func namesEveryFlag(id: FlagID) throws {
    let flag = try #require(FlagTable.all.first { $0.id == id })
    let lines = HelpText.full.split(separator: "\n")
    let names = (flag.short.map { "  -\($0), " } ?? "      ") + id.spelling
    let line = try #require(
      lines.first { $0.hasPrefix(names + " ") || $0.hasPrefix(names + "[") })
    #expect(line.contains("  \(flag.help)"))
    if let standard = flag.standard {
      let words = flag.allowed.isEmpty ? "(default \(standard))" : "\(standard) (default)"
      #expect(line.contains(words))
    }
    for word in flag.allowed { #expect(line.contains(word)) }
  }

  @Test func fitsAScreen() {
    let lines = HelpText.full.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 60)
    for line in lines { #expect(line.count <= 80) }
    #expect(HelpText.full.hasSuffix("\n"))
    #expect(HelpText.full.contains("man segment-step"))
  }

  @Test func theHintIsShort() {
    let lines = HelpText.short.split(separator: "\n")
    #expect(lines.count <= 5)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
