import Testing

@testable import Segment

struct WrittenLineTests {
  private func compare(_ written: String, _ line: String, key: String = "segment")
    -> WrittenLine.Verdict
  {
    WrittenLine(outputTo: key).compare(Array(written.utf8), with: Array(line.utf8))
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
