import JSON
import Testing

@testable import Segment

struct RefusalTests {
  private func text(_ refusal: Refusal, _ line: [UInt8] = []) -> String {
    var output = ByteBuffer()
    ResultShape(server: "Segment").append(refusal, line: line.span, to: &output)
    #expect(JSONValidator.firstError(in: Array(output).span) == nil)
    return String(output)
  }

  @Test func listsItsProblems() {
    let refusal = Refusal.call([
      Problem(code: .missingField, field: "a[\"b\"]", message: "the event has no a[\"b\"]"),
      Problem(code: .noID, field: "user_id", message: "second"),
    ])
    #expect(
      text(refusal)
        == #"{"success":false,"error":{"type":"missing_field","#
        + #""message":"the event has no a[\"b\"]; second","#
        + #""problems":[{"code":"missing_field","field":"a[\"b\"]","#
        + #""message":"the event has no a[\"b\"]"},"#
        + #"{"code":"no_user_anon_id","field":"user_id","message":"second"}]},"attempts":0}"#)
  }

  private let start =
    #"{"success":false,"error":{"type":"invalid_json","#
    + #""message":"line 7, column 5: expected a value","line":7,"raw":"#

  private func invalid(_ line: [UInt8]) -> String {
    text(.notJSON(.expectedValue, line: 7, column: 5, nil), line)
  }

  @Test func holdsTheLine() {
    #expect(invalid(Array("{\"a\":\\é\t}\r".utf8)) == start + #""{\"a\":\\é\t}\r"},"attempts":0}"#)
    #expect(invalid([]) == start + #"""},"attempts":0}"#)
  }

  @Test func holdsBytesThatAreNotUTF8AsBase64() {
    #expect(
      invalid([0x7B, 0xFF, 0x22, 0xC0, 0xAF])
        == start + "\"{\u{FFFD}\\\"\u{FFFD}\u{FFFD}\",\"raw_base64\":\"e/8iwK8=\"},\"attempts\":0}")
  }

  @Test func holdsTheBeginningOfALongLine() {
    #expect(
      text(.lineTooLong(line: 7, bytes: 300, limit: 64), Array("{\"a".utf8))
        == #"{"success":false,"error":{"type":"line_too_long","message":"line 7 has 300 bytes, "#
        + #"more than the 64 that a line may have","line":7,"length":300,"raw":"{\"a"},"attempts":0}"#
    )
  }

  @Test func hasDistinctCodes() {
    #expect(Set(Problem.Code.allCases.map(\.rawValue)).count == Problem.Code.allCases.count)
  }

  @Test func tellsFaultsOfTheLineFromFaultsOfTheEvent() {
    #expect(
      Refusal.Kind.allCases.filter(\.concernsLine) == [.invalidJSON, .notAnObject, .lineTooLong])
  }
}
