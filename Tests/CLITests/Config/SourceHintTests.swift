import Segment
import TestSupport
import Testing
import YAML

@testable import CLI

struct SourceHintTests {
  private func hint(
    _ reason: ConfigError.Reason, _ text: String, set path: String, line: Int = 1
  ) -> String? {
    let source = ConfigSource(
      name: "--set \(path)", text: Array(text.utf8), origin: .set(path: path))
    return SourceHint(at: Mark(line: line, column: 1), in: source).text(for: reason)
  }

  @Test(arguments: [
    ("Foo: bar", "quote it as -s 'event=\"Foo: bar\"', or write an object as {Foo: bar}"),
    ("a: 1\nb: 2", "quote it as -s 'event=\"...\"', or write an object as {...}"),
  ])
  func saysHowToWriteAMapping(text: String, expected: String) {
    #expect(hint(.setMapping, text, set: "event") == expected)
  }

  @Test(arguments: [
    ("Foo #1", #"Foo #1"#), (#"a "b" \ #c"#, #"a \"b\" \\ #c"#), ("it's #1", #"it'\''s #1"#),
    (String(repeating: "x", count: 60) + "#", "..."),
  ])
  func saysHowToQuoteAComment(text: String, expected: String) {
    #expect(hint(.setComment, text, set: "event") == "quote it as -s 'event=\"\(expected)\"'")
  }

  @Test(arguments: [
    ("@x", YAMLError.Reason.syntax(problem: "p", context: nil), "@x"),
    ("\"x", .syntax(problem: "p", context: "while scanning a quoted scalar"), "\\\"x"),
    ("*x", .unknownAlias("x"), "*x"), ("!x", .unsupportedTag("!x"), "!x"),
  ])
  func saysToQuoteWhatIsNoYAML(text: String, reason: YAMLError.Reason, shown: String) {
    let expected = "quote it as -s 'event=\"\(shown)\"'"
    #expect(hint(.yaml(reason), text, set: "event") == expected)
  }

  @Test(arguments: ["{a", " [a", "a: b\n@c"])
  func doesNotSayToQuoteWhatIsMeantAsYAML(text: String) {
    #expect(hint(.yaml(.syntax(problem: "p", context: nil)), text, set: "event") == nil)
  }

  @Test(arguments: [
    ("{\"a\":1}\n{\"a\":2}\n", true), ("{\"a\":1}\n\n{\"a\":2}\n", false),
    ("{\"a\":1}", false), ("{\"a\":1}\nb", false), ("a: b\nc\n", false), ("1\n2\n", false),
  ])
  func recognizesEvents(text: String, expected: Bool) {
    let source = ConfigSource(name: "ev.ndjson", text: Array(text.utf8))
    let hint = SourceHint(at: Mark(line: 2, column: 1), in: source)
      .text(for: .yaml(.syntax(problem: "p", context: nil)))
    let words = "this looks like events, which come on standard input: < ev.ndjson"
    #expect(hint == (expected ? words : nil))
  }

  @Test(arguments: [("s.yaml", true), ("s.yml", false), ("s.txt", false)])
  func recognizesAFile(name: String, expected: Bool) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(name == "s.yml" ? "other" : name, "a: b")
    let text = name == "s.yml" ? "\(directory.path)/\(name)" : path
    let source = ConfigSource(name: "--inline", text: Array(text.utf8), origin: .inline)
    let hint = SourceHint(at: Mark(line: 1, column: 1), in: source).text(for: .notAStep)
    #expect(hint == (expected ? "a file is given with -c" : nil))
  }

  @Test(arguments: [
    ("write_key:k", true), ("- a:b", true), ("hello", false), ("\"a:b\"", false), ("", false),
    ("https://example.com", true),
  ])
  func missesTheSpaceAfterAColon(text: String, expected: Bool) {
    let source = ConfigSource(name: "c.yaml", text: Array(text.utf8))
    let hint = SourceHint(at: Mark(line: 1, column: 1), in: source).text(for: .notAStep)
    #expect(hint == (expected ? "a space must follow the colon" : nil))
  }

  @Test(arguments: [
    ("a: b\nc:d\n\ne: f", 4, 2 as Int?), ("a: b\nc\ne: f", 3, nil), ("a", 1, nil),
  ])
  func missesTheSpaceInTheLineAbove(text: String, line: Int, expected: Int?) {
    let source = ConfigSource(name: "c.yaml", text: Array(text.utf8))
    let hint = SourceHint(at: Mark(line: line, column: 1), in: source)
      .text(for: .yaml(.syntax(problem: "could not find expected ':'", context: nil)))
    #expect(hint == expected.map { "a space must follow the colon in line \($0)" })
  }

  @Test(arguments: [
    ("a:b\nc: d", "a space must follow the colon in line 1"),
    ("a: b\nc:d\ne: f", "a space must follow the colon in line 2"),
    ("a: b\nc:d\n", "a space must follow the colon"),
    ("a: b\nc:\n  d:e\n  f: g\n", "a space must follow the colon in line 3"),
    ("a: b: c", "text with ': ' in it must be quoted"),
  ])
  func missesTheSpaceWhereverItIs(text: String, expected: String) {
    let error = #expect(throws: Diagnostics.self) {
      var loader = ConfigLoader(try settings(["-i", text]), environment: [:])
      _ = try loader.load()
    }
    #expect(error?.all.map(\.hint) == [expected])
  }

  @Test func keepsTheWriteKeyToItself() {
    #expect(hint(.setComment, "ab #c", set: "write_key") == "quote it as -s 'write_key=\"** **\"'")
  }
}
