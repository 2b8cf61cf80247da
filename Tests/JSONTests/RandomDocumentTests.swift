import JSON
import TestSupport
import Testing

/// The scanner against a plain step-by-step lookup, on random documents and paths.
struct RandomDocumentTests {
  @Test(arguments: UInt64(0)..<4)
  func scannerFindsWhatIsThere(_ part: UInt64) throws {
    var random = SeededGenerator(seed: part)
    var foundCount = 0
    for seed in 0..<UInt64(500) {
      let document = RandomDocument(seed: part << 32 | seed)
      let paths = (0..<12).map { _ in RandomDocument.path(using: &random) }
      let found = try ranges(paths, in: document.text)
      let expected = paths.map { document.root.find($0[...]) }
      foundCount += expected.filter { $0 != nil }.count
      #expect(found == expected, "seed \(seed): \(text(document.text))")
    }
    #expect(foundCount > 500)
  }

  @Test func compactingKeepsWhatIsFound() throws {
    var random = SeededGenerator(seed: 9)
    for seed in 0..<UInt64(500) {
      let document = RandomDocument(seed: seed)
      let paths = (0..<8).map { _ in RandomDocument.path(using: &random) }
      let compacted = compact(document.text)
      let before = try ranges(paths, in: document.text)
      let after = try ranges(paths, in: compacted)
      for (before, after) in zip(before, after) {
        let expected = before.map { compact(Array(document.text[$0])) }
        #expect(after.map { Array(compacted[$0]) } == expected, "seed \(seed)")
      }
    }
  }
}
