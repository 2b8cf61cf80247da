import Testing
import YAML

@testable import Segment

/// Configs that are JSON.
struct JSONDocumentTests {
  private func parse(_ text: String) throws -> Node? {
    try JSONDocument.parse(Array(text.utf8))
  }

  /// What libyaml makes of the same text, where it takes it.
  @Test(arguments: [
    "{}", "[]",
    " { \"a\" : [ 1 , -0.5e+3 , true , false , null , \"x\\n\\u00e9\\ud83d\\ude00\" ] } ",
    "{\"a\":{\"b\":{}},\"c\":[[],[{}]]}", "\u{FEFF}{\"é\": \"ü\", \"b\":\n  \"c\"}\n",
    "[\"a\",\n\n\"b\"]", "{\"1\":\"1\",\"true\":\"null\"}",
  ])
  func isWhatYAMLMakesOfIt(text: String) throws {
    #expect(try parse(text) == Document.parse(Array(text.utf8)))
  }

  @Test func takesWhatLibyamlDoesNot() throws {
    let key = String(repeating: "k", count: 3000)
    let node = try #require(try parse("{\"\(key)\":1,\n\t\"a\"\n\t:\n\t2}"))
    #expect(node.value(for: key)?.mark == Mark(line: 1, column: 3005))
    #expect(node.value(for: "a")?.mark == Mark(line: 4, column: 2))
  }

  @Test(arguments: ["", "a: 1", "{a: 1}", "{\"a\":1,}", "{\"a\":1} x", "\"text\"", "7", "{'a':1}"])
  func leavesTheRestToYAML(text: String) throws {
    #expect(try parse(text) == nil)
  }

  @Test func keepsToTheLimitsOfYAML() throws {
    #expect(
      throws: YAMLError(
        .duplicateKey("a", first: Mark(line: 1, column: 2)), at: Mark(line: 1, column: 8))
    ) {
      try parse(#"{"a":1,"\u0061":2}"#)
    }
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(try parse(nested(64)) != nil)
    #expect(throws: YAMLError(.tooDeep(limit: 64), at: Mark(line: 1, column: 65))) {
      try parse(nested(65))
    }
    let many = "[" + repeatElement("1", count: 100_000).joined(separator: ",") + "]"
    #expect(throws: YAMLError(.tooManyNodes(limit: 100_000), at: Mark(line: 1, column: 200_000))) {
      try parse(many)
    }
  }
}
