import JSON
import Testing
import YAML

@testable import Segment

/// What lines that are no JSON objects probably are.
struct LineHintTests {
  private func message(_ line: [UInt8]) throws -> String {
    var reader = ConfigReader(surroundings: surroundings(), fallbackWriteKey: "key")
    let config = try reader.read(
      try Document.parse(Array("{operation: identify, user_id: u}".utf8)))
    var renderer = CallRenderer(CallPlan(config), options: CallRenderer.Options())
    var body = ByteBuffer()
    let rendering = renderer.render(
      ByteBuffer(line), number: 1, at: WallTime(milliseconds: 0), into: &body)
    guard case .refused(let refusal) = rendering.content else { return "" }
    return refusal.message
  }

  @Test(arguments: [
    ("{\"a\":\"b}", "line 1, column 6: the string that opens here has no closing quote"),
    ("{\"a\":NaN}", "line 1, column 6: expected a value; NaN is no JSON"),
    ("{\"a\":-Infinity}", "line 1, column 6: not a JSON number; -Infinity is no JSON"),
    ("{\"a\":None,\"b\":1}", "line 1, column 6: expected a value; None is no JSON"),
    ("{\"a\":Nonesense}", "line 1, column 6: expected a value"),
    (
      "{'a': 1}",
      "line 1, column 2: expected a member name in double quotes; JSON has double quotes"
    ),
    (
      "\u{FEFF}{}",
      "line 1, column 1: expected a value; a byte order mark within the input: "
        + #"sed 's/^\xEF\xBB\xBF//' takes it away"#
    ),
    (
      "data: {\"a\":1}",
      "line 1, column 1: expected a value; these are server-sent events: "
        + "sed -n 's/^data: *//p' takes their data"
    ),
    (
      "id,name,total",
      "line 1, column 1: expected a value; this looks like CSV: "
        + "mlr --icsv --ojsonl cat makes events of it"
    ),
    (
      "1,\"x\",7.5",
      "line 1, column 2: expected the end of the line after the value; this looks like "
        + "CSV: mlr --icsv --ojsonl cat makes events of it"
    ),
    (
      "{",
      "line 1, column 2: expected a member name in double quotes; an event is one line: "
        + "jq -c . makes it one"
    ),
    ("},", "line 1, column 1: expected a value; an event is one line: jq -c . makes it one"),
    (
      "  \"a\": 1,",
      "line 1, column 6: expected the end of the line after the value; an event is one "
        + "line: jq -c . makes it one"
    ),
    (
      "[{\"a\":1}]",
      "line 1: expected a JSON object, found an array; jq -c '.[]' makes a line of each "
        + "element"
    ),
    (
      "[",
      "line 1, column 2: expected a value; jq -c '.[]' makes a line of each element"
    ),
    (
      "{\"a\":1} {\"a\":2}",
      "line 1, column 9: expected the end of the line after the value; jq -c . makes a line of "
        + "each value"
    ),
    (
      "{\"a\":\"\\x22\"}",
      "line 1, column 7: not a JSON escape sequence; of nginx, "
        + #""log_format NAME escape=json" writes no \x"#
    ),
    // What is compressed holds commas by chance.
    ("a,\u{1}b", "line 1, column 1: expected a value"),
    ("7", "line 1: expected a JSON object, found a number"),
    // A line that is cut off is none of these.
    ("{\"a\":1,\"b", "line 1, column 8: the string that opens here has no closing quote"),
    ("{\"a\":1,", "line 1, column 8: expected a member name in double quotes"),
    ("Jan 15 10:00:00 host app: started", "line 1, column 1: expected a value"),
  ])
  func nameTheCause(line: String, expected: String) throws {
    #expect(try message(Array(line.utf8)) == expected)
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0, 1], "zcat"), ([0x28, 0xB5, 0x2F, 0xFD, 4], "zstdcat"),
      (Array("BZh91AY".utf8), "bzcat"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xzcat"),
      ([0xFF, 0xFE, 0x7B, 0], "iconv -f UTF-16 "), ([0xFE, 0xFF, 0, 0x7B], "iconv -f UTF-16 "),
      ([0x7B, 0, 0x22, 0], "iconv -f UTF-16LE "), ([0, 0x7B, 0, 0x22], "iconv -f UTF-16BE, "),
      (Array("{\"a\":\"".utf8) + [0xE9] + Array("\"}".utf8), "iconv -f ISO-8859-1 "),
    ] as [([UInt8], String)])
  func nameTheCommandThatHelps(line: [UInt8], command: String) throws {
    #expect(try message(line).contains(command))
  }

  @Test func replaceEachPartOfACharacterOnce() {
    // The examples of Unicode, section 3.9, and of the WHATWG's decoder.
    let examples: [([UInt8], Int)] = [
      ([0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0xF0, 0x81, 0x82], 8), ([0xED, 0xA0, 0x80], 3),
      ([0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF], 4), ([0xF0, 0x9F, 0x98], 1),
      ([0xF4, 0x91, 0x92, 0x93, 0xFF], 5), ([0x80], 1), ([0xE2, 0x82], 1),
    ]
    for (bytes, count) in examples {
      let text = JSONString.escaped((bytes + [0x41]).span)
      #expect(
        String(decoding: text, as: UTF8.self)
          == String(repeating: "\u{FFFD}", count: count) + "A")
    }
  }
}
