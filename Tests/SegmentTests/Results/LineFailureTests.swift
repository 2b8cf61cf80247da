import JSON
import Testing

@testable import Segment

struct LineFailureTests {
  private func text(_ line: [UInt8]) -> String {
    var output: [UInt8] = []
    LineFailure.append(.invalidJSON, "line 7: \"bad\"", 7, line.span, to: &output)
    #expect(JSONValidator.firstError(in: output.span) == nil)
    return String(decoding: output, as: UTF8.self)
  }

  private let start =
    #"{"success":false,"error":{"type":"invalid_json","message":"line 7: \"bad\"","line":7,"raw":"#

  @Test func holdsTheLine() {
    #expect(text(Array("{\"a\":\\é\t}\r".utf8)) == start + #""{\"a\":\\é\t}\r"},"attempts":0}"#)
    #expect(text([]) == start + #"""},"attempts":0}"#)
  }

  @Test func holdsBytesThatAreNotUTF8AsBase64() {
    #expect(
      text([0x7B, 0xFF, 0x22, 0xC0, 0xAF])
        == start + "\"{\u{FFFD}\\\"\u{FFFD}\u{FFFD}\",\"raw_base64\":\"e/8iwK8=\"},\"attempts\":0}")
  }
}
