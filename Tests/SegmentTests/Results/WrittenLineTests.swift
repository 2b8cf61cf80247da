import Testing

@testable import Segment

struct WrittenLineTests {
  private func compare(_ written: String, _ line: String, key: String = "segment")
    -> WrittenLine.Verdict
  {
    WrittenLine(outputTo: key).compare(
      Array(written.utf8), with: Array(line.utf8), length: line.utf8.count)
  }

  /// Of the line there may be all, or the beginning alone.
  @Test func knowsALongLineByItsBeginningAndItsLength() {
    let start = String(repeating: "x", count: 255)
    let line = Array((" " + start + "é and more").utf8)
    let written = Array(#"{"segment":{"error":{"length":\#(line.count),"raw":"\#(start)"}}}"#.utf8)
    let text = WrittenLine(outputTo: "segment")
    #expect(text.compare(written, with: line, length: line.count) == .same(isDry: false))
    let kept = Array(line.dropFirst().prefix(256))
    #expect(text.compare(written, with: kept, length: line.count) == .same(isDry: false))
    #expect(text.compare(written, with: kept, length: line.count + 1) == .other)
    #expect(text.compare(written, with: Array("xé".utf8), length: line.count) == .other)
    let other = Array(#"{"segment":{"success":true}}"#.utf8)
    #expect(text.compare(other, with: kept, length: line.count) == .tooLong)
  }

  @Test(arguments: [
    (#"{"a":1,"segment":{}}"#, #"{"a":1}"#), (#"{"segment":7}"#, "{}"),
    (#" { "a":1.0,"segment":[1] } "#, #" { "a":1.0 } "#),
    (#"{"segment":{"x":2},"a":1}"#, #"{"segment":null,"a":1}"#),
    (#"{"segment":1,"segment":{},"a":1}"#, #"{"segment":1,"segment":2,"a":1}"#),
    (#"{"segment":{"error":{"raw":"[1]"}}}"#, "[1]"),
    (#"{"segment":{"error":{"raw":"a\"\u0001é"}}}"#, "a\"\u{1}é"),
    (#"{"segment":{"error":{"raw":"?","raw_base64":"aGk="}}}"#, "hi"),
  ])
  func knowsALineWithItsResult(written: String, line: String) {
    #expect(compare(written, line) == .same(isDry: false))
  }

  @Test(arguments: [
    (#"{"a":1,"segment":{}}"#, #"{"a":1.0}"#), (#"{"a":1,"segment":{}}"#, #"{"a":1} "#),
    (#"{"segment":{},"a":1}"#, #"{"a":1}"#), (#"{"segment":{}}"#, "[]"),
    (#"{"segment":{"error":{"raw":1}}}"#, "1"), (#"{"segment":{"error":{"raw":"a"}}}"#, "b"),
    (#"{"segment":{"error":{"raw":"hi","raw_base64":"aGk="}}}"#, "ho"),
  ])
  func knowsAnotherLine(written: String, line: String) {
    #expect(compare(written, line) == .other)
  }

  @Test(arguments: [#"{"a":1}"#, "[]", "", "{", #"{"a":{"segment":1}}"#])
  func knowsALineWithoutAResult(written: String) {
    #expect(compare(written, #"{"a":1}"#) == .withoutResult)
  }

  @Test func tellsADryRun() {
    let written = #"{"a":1,"a \"b":{"dry_run":true,"request":{}}}"#
    #expect(compare(written, #"{"a":1}"#, key: "a \"b") == .same(isDry: true))
  }
}
