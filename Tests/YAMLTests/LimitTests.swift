import Testing
import YAML

@Suite struct LimitTests {
  private func nested(_ levels: Int, around inner: String = "") -> String {
    String(repeating: "[", count: levels) + inner + String(repeating: "]", count: levels)
  }

  @Test func takes64LevelsAndNoMore() throws {
    #expect(try parse(nested(64, around: "1")).flat == nested(64, around: "1"))
    #expect(
      failure(nested(65)) == YAMLError(.tooDeep(limit: 64), at: Mark(line: 1, column: 65)))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "{? "])
  func staysCalmAtHostileDepth(opening: String) {
    #expect(failure(String(repeating: opening, count: 200_000))?.reason == .tooDeep(limit: 64))
  }

  @Test func countsLevelsThroughAliases() throws {
    let base = "a: &a \(nested(40))\n"
    #expect(try parse(base + "b: \(nested(23, around: "*a"))").pairs.count == 2)
    #expect(
      failure(base + "b: \(nested(24, around: "*a"))")
        == YAMLError(.tooDeep(limit: 64), at: Mark(line: 2, column: 28)))
  }

  @Test func takesAScalarByAliasAtTheDeepestLevel() throws {
    let root = try parse("[&a 1, \(nested(63, around: "*a"))]")
    #expect(root.elements.count == 2)
  }

  @Test func takes100_000NodesAndNoMore() throws {
    let most = "[" + String(repeating: "1,", count: 99_999)
    #expect(try parse(most + "]").elements.count == 99_999)
    #expect(failure(most + "1]")?.reason == .tooManyNodes(limit: 100_000))
  }

  @Test func countsNodesThroughAliases() throws {
    let base = "- &a [" + String(repeating: "1,", count: 999) + "]\n"
    // The root, and 99 times 1000 nodes.
    #expect(try parse(base + String(repeating: "- *a\n", count: 98)).elements.count == 99)
    #expect(
      failure(base + String(repeating: "- *a\n", count: 99))
        == YAMLError(.tooManyNodes(limit: 100_000), at: Mark(line: 100, column: 3)))
  }

  @Test func refusesTheBillionLaughs() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...30 {
      let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(uses)]\n"
    }
    #expect(failure(text)?.reason == .tooManyNodes(limit: 100_000))
  }

  @Test func refusesTheBillionLaughsByMerging() {
    var text = "a0: &a0 {x: 1, y: 2}\n"
    for level in 1...60 { text += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)]}\n" }
    #expect(failure(text)?.reason == .tooManyNodes(limit: 100_000))
  }
}
