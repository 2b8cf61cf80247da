import Testing
import YAML

@testable import CLI

struct YAMLWordingTests {
  struct Example: Sendable {
    let reason: YAMLError.Reason
    let message: String

    init(_ reason: YAMLError.Reason, _ message: String) {
      self.reason = reason
      self.message = message
    }
  }

  @Test(arguments: [
    Example(.syntax(problem: "p", context: "while c"), "p while c"),
    Example(.syntax(problem: "p", context: nil), "p"),
    Example(.notUTF8, "not valid UTF-8; save the config as UTF-8"),
    Example(
      .controlCharacter(7), "the character U+0007 must be written as an escape in double quotes"),
    Example(
      .controlCharacter(0x1FFFF),
      "the character U+1FFFF must be written as an escape in double quotes"),
    Example(.severalDocuments, "a second document begins; a config is one document"),
    Example(
      .duplicateKey("event", first: Mark(line: 3, column: 1)),
      "'event' is given twice, first on line 3"),
    Example(.keyNotAScalar, "a key must be text"),
    Example(.mergeNotAMapping, "expected a mapping, a list of mappings or one lookup to merge"),
    Example(.unknownAlias("a"), "*a has no anchor &a before it"),
    Example(.aliasCycle("a"), "*a stands inside &a itself"),
    Example(.unsupportedTag("!x"), "the tag !x is not supported"),
    Example(.tagMismatch(tag: "!!int"), "the value does not fit its tag !!int"),
    Example(.numberTooLong(limit: 20), "a number of more than 20 digits"),
    Example(.tooDeep(limit: 64), "nested deeper than 64 levels"),
    Example(
      .tooManyNodes(limit: 100_000), "more than 100000 values, aliases counted in full"),
    Example(.outOfMemory, "out of memory"),
  ])
  func words(_ example: Example) {
    #expect(YAMLWording.message(example.reason) == example.message)
  }

  @Test(arguments: [
    ("a: {b: ${c}}", true), ("a: [${c}, d]", true), ("a: { b: ${c} }", true),
    ("a: ${c} b: d", false), ("a: {b: \"${c}\", d", false), ("a: ${c[0]}: d", false),
    ("a: {b: c", false),
  ])
  func saysToQuoteALookupInBraces(line: String, expected: Bool) {
    let hint = YAMLWording.hint(.syntax(problem: "p", context: "while parsing"), line: line)
    #expect(
      hint == (expected ? "in { } and [ ], text with a lookup must be quoted: \"${...}\"" : nil))
  }

  @Test func saysThatAQuoteIsNotClosed() {
    let reason = YAMLError.Reason.syntax(
      problem: "found unexpected end of stream", context: "while scanning a quoted scalar")
    let hint = YAMLWording.hint(reason, line: "event: \"${e}")
    #expect(hint == "a quote is opened, but not closed")
  }

  @Test(
    arguments: [
      (
        "found character that cannot start any token", "  a: @x", 6, "a: b",
        "text that begins with @ must be quoted"
      ),
      (
        "found character that cannot start any token", "%{x}", 1, "",
        "a lookup is written ${path.in.the.event}"
      ),
      (
        "mapping values are not allowed in this context", "  user_id: u", 10, "operation: identify",
        "the line is indented deeper than the key above, which has a value already"
      ),
      (
        "mapping values are not allowed in this context", "a: b: c", 5, "",
        "text with ': ' in it must be quoted"
      ),
      (
        "did not find expected key", "  a: 'it's'", 10, "traits:",
        "a single quote in text in single quotes is written twice: 'it''s'"
      ),
      (
        "did not find expected key", "  a: \"foo\" bar", 12, "traits:",
        "text goes on behind its closing quote: quote all of it"
      ),
      (
        "did not find expected key", "  b: 2", 3, "    a: 1",
        "indent the line as the keys beside it: by 4, or less for a key of the outer mapping"
      ),
      (
        "found unknown escape character", "a: \"a\\d\"", 6, "",
        "between double quotes \\ is written \\\\; between single quotes it stands for itself"
      ),
      ("did not find expected ',' or '}'", "context: {}", 8, "traits: {a: 1", nil),
    ] as [(String, String, Int, String, String?)])
  func hintsNameTheCause(
    problem: String, line: String, column: Int, above: String, hint: String?
  ) {
    let reason = YAMLError.Reason.syntax(problem: problem, context: "while parsing")
    #expect(YAMLWording.hint(reason, line: line, column: column, above: above) == hint)
  }

  @Test func tellsWhereSomethingWasOpened() {
    let opened = Mark(line: 4, column: 9)
    #expect(
      YAMLWording.message(
        .syntax(problem: "p", context: "while parsing a flow mapping", opened: opened))
        == "p while parsing a flow mapping that opens on line 4, column 9")
    #expect(
      YAMLWording.message(
        .syntax(problem: "p", context: "while parsing a block mapping", opened: opened))
        == "p while parsing a block mapping")
  }
}
