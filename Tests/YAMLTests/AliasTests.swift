import Testing
import YAML

@Suite struct AliasTests {
  @Test func aliasesStandForTheirAnchors() throws {
    let root = try parse("a: &x {k: [1]}\nb: *x\nc: &y s\nd: [*y, *x]\n*y : key\n")
    #expect(
      root.flat
        == "{a: {k: [1]}, b: {k: [1]}, c: \"s\", d: [\"s\", {k: [1]}], s: \"key\"}")
    #expect(root["b"]?.mark == Mark(line: 2, column: 4))
    #expect(root["b"]?["k"]?.mark == Mark(line: 1, column: 11))
  }

  @Test func theLatestAnchorCounts() throws {
    #expect(try parse("[&a 1, *a, &a 2, *a]").flat == "[1, 1, 2, 2]")
    #expect(try parse("[&a [&a 1, *a], *a]").flat == "[[1, 1], 1]")
  }

  @Test func refusesUnknownAliases() {
    #expect(failure("a: *b\n") == YAMLError(.unknownAlias("b"), at: Mark(line: 1, column: 4)))
    #expect(failure("[*b, &b 1]")?.reason == .unknownAlias("b"))
  }

  @Test(arguments: ["&a [*a]", "&a {k: [1, *a]}", "&a {<<: *a}", "&a {*a : 1}"])
  func refusesAnchorsThatContainThemselves(text: String) {
    #expect(failure(text)?.reason == .aliasCycle("a"))
  }

  @Test(arguments: [
    ("base: &b {a: 1, b: 2}\nm: {<<: *b, b: 3, c: 4}\n", "{a: 1, b: 3, c: 4}"),
    ("base: &b {a: 1, b: 2}\nm: {b: 3, <<: *b}\n", "{b: 3, a: 1}"),
    ("base: [&b {a: 1}, &c {a: 2, d: 3}]\nm: {<<: [*b, *c]}\n", "{a: 1, d: 3}"),
    ("base: &b {a: 1}\nm: {x: 0, <<: {a: 5}, y: 1}\n", "{x: 0, a: 5, y: 1}"),
    ("base: &b {<<: {a: 1}, c: 2}\nm: {<<: *b}\n", "{a: 1, c: 2}"),
    ("base: 0\nm: {\"<<\": 1, '': 2}\n", "{<<: 1, : 2}"),
    ("base: 0\nm: {!!str <<: 1}\n", "{<<: 1}"),
    ("base: 0\nm: {<<: []}\n", "{}"),
    ("base: &b {\"<<\": 1}\nm: {<<: *b, a: 2}\n", "{<<: 1, a: 2}"),
  ])
  func mergeKeys(text: String, merged: String) throws {
    #expect(try parse(text)["m"]?.flat == merged)
  }

  @Test(arguments: [
    ("<<: 1", Mark(line: 1, column: 5)), ("<<:", Mark(line: 1, column: 4)),
    ("<<: [{a: 1}, 2]", Mark(line: 1, column: 14)), ("<<: [[{}]]", Mark(line: 1, column: 6)),
  ])
  func refusesToMergeAnythingButMappings(text: String, mark: Mark) {
    #expect(failure(text) == YAMLError(.mergeNotAMapping, at: mark))
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "a", Mark(line: 1, column: 1), Mark(line: 3, column: 1)),
    ("{x: {a: 1, \"a\": 2}}", "a", Mark(line: 1, column: 6), Mark(line: 1, column: 12)),
    ("1: a\n'1': b\n", "1", Mark(line: 1, column: 1), Mark(line: 2, column: 1)),
    ("<<: {}\n<<: {}\n", "<<", Mark(line: 1, column: 1), Mark(line: 2, column: 1)),
    ("\"\\u0061\": 1\na: [\n", "a", Mark(line: 1, column: 1), Mark(line: 2, column: 1)),
  ])
  func refusesDuplicateKeys(text: String, key: String, first: Mark, second: Mark) {
    #expect(failure(text) == YAMLError(.duplicateKey(key, first: first), at: second))
  }

  @Test func keysThatOnlyLookAlikeAreNoDuplicates() throws {
    #expect(try parse("\"\\u00e9\": 1\n\"e\\u0301\": 2\nE: 3\ne: 4\n").pairs.count == 4)
  }

  @Test(arguments: ["[a]: 1", "? {a: 1}\n: 2", "x: &m {}\n*m : 1", "{[]: 1}"])
  func refusesKeysThatAreNotScalars(text: String) {
    #expect(failure(text)?.reason == .keyNotAScalar)
  }
}
