import Testing
import YAML

/// What libyaml reads otherwise than YAML 1.2 is refused, with its place.
@Suite struct LayoutTests {
  @Test(arguments: [
    ("k: {a: 1,\nb: 2}\n", 2, 1), ("k: {\n  a: 1\n}\n", 3, 1), ("k: [a,\n\tb]\n", 2, 1),
    ("k: \"a\nb\"\n", 2, 1), ("k: 'a\n\nb'\n", 3, 1),
    ("k:\n  l: [a,\n  b]\n", 3, 3), ("- [a,\nb]\n", 2, 1), ("k:\n- - [a,\n  b]\n", 3, 3),
    ("k:\n- [a,\nb]\n", 3, 1), ("k: &n\n \"a\nb\"\n", 3, 1), ("k: 日本\nl: {é: 1,\nb: 2}\n", 3, 1),
    ("k: {a: 1,\r\nb: 2}\r\n", 2, 1), ("k: {a: 1,\n # c\n#d\n e: 1,\nf: 2}", 5, 1),
  ])
  func linesWithinAValueAreIndented(text: String, line: Int, column: Int) throws {
    let error = try #require(failure(text))
    guard case .underIndented = error.reason else { throw error }
    #expect(error.mark == Mark(line: line, column: column))
  }

  @Test(arguments: [
    ("k: {a: 1,\n b: 2\n }\n", "{k: {a: 1, b: 2}}"), ("{a: 1,\nb: 2\n}", "{a: 1, b: 2}"),
    ("[a,\n{b: 1\n}]\n", "[\"a\", {b: 1}]"), ("\"a\nb\"", "\"a b\""),
    ("- [a,\n b]\n", "[[\"a\", \"b\"]]"),
    ("k: {a: 1,\n\n# c\n b: 2}\n", "{k: {a: 1, b: 2}}"),
    ("k:\n- [a,\n b]\n", "{k: [[\"a\", \"b\"]]}"),
    ("k:\n \"a\n\n b\"\n", "{k: \"a\nb\"}"), ("- - [a,\n   b]\n", "[[[\"a\", \"b\"]]]"),
    ("- k: [a,\n   b]\n  l: c\n", "[{k: [\"a\", \"b\"], l: \"c\"}]"),
    ("\"k\": a\n\"l\": b\n", "{k: \"a\", l: \"b\"}"),
  ])
  func linesThatAreIndentedAreRead(text: String, value: String) throws {
    #expect(try parse(text).flat == value)
  }

  @Test(arguments: [
    ("k: \"x\"#y\n", 1, 7), ("k: [a,#c\n b]\n", 1, 7), ("k: {}#c\n", 1, 6), ("k: |#c\n  a\n", 1, 5),
    ("k: >-#c\n  a\n", 1, 6), ("a: 1\n# #\nk: {#c\n }\n", 3, 5),
  ])
  func commentsNeedASpace(text: String, line: Int, column: Int) {
    #expect(failure(text) == YAMLError(.commentUnspaced, at: Mark(line: line, column: column)))
  }

  @Test(arguments: [
    ("k: \"x\" #y\n", "{k: \"x\"}"), ("#c\nk: a#b # c#d\n", "{k: \"a#b\"}"), ("k: '#'#\n", nil),
    ("%TAG !e#! tag:yaml.org,2002:\n---\nk: | # c\n  #a\n", nil), ("k: |\n  #a\n", "{k: \"#a\n\"}"),
    ("k: &a # c#d\n  x\n", "{k: \"x\"}"), ("k: [a, #c#d\n b]\n", "{k: [\"a\", \"b\"]}"),
  ])
  func commentsWithASpaceAreComments(text: String, value: String?) {
    #expect((try? parse(text).flat) == value)
  }

  @Test func aQuestionMarkInAFlowCollectionIsText() throws {
    #expect(failure("{?x: 1}") == YAMLError(.questionMark, at: Mark(line: 1, column: 2)))
    #expect(failure("[a, # ?\n ?x]") == YAMLError(.questionMark, at: Mark(line: 2, column: 2)))
    #expect(try parse("{? x : 1, \"?y\": 2}").flat == "{x: 1, ?y: 2}")
    #expect(try parse("?x: 1").flat == "{?x: 1}")
  }

  @Test(arguments: [
    ("k: &an:chor v\n", 7), ("k: !!str &a:b v\n", 12), ("*a: b\n", 3),
  ])
  func namesOfAnchorsEndAtASpace(text: String, column: Int) {
    #expect(failure(text) == YAMLError(.anchorName, at: Mark(line: 1, column: column)))
  }

  @Test(arguments: [
    ("k: |+\n    a\n    ", "{k: \"a\n\n\"}"), ("k: |+\n  ", "{k: \"\n\"}"),
    ("k: |\n  a\n  ", "{k: \"a\n\"}"),
    ("k: >+\n  a\n\n", "{k: \"a\n\n\"}"), ("k: |\n  a", "{k: \"a\"}"),
  ])
  func theLastBlankLineOfABlockIsKept(text: String, value: String) throws {
    #expect(try parse(text).flat == value)
  }
}
