import JSON
import Testing

@testable import Segment

struct CallResultTests {
  private func text(
    _ failure: CallResult.Failure? = nil, status: Int? = 200, response: [UInt8] = [],
    isJSON: Bool = false, attempts: Int = 1, tries: Int = 1, milliseconds: Double = 18.44
  ) -> String {
    let result = CallResult(
      failure: failure, status: status, isJSON: isJSON, attempts: attempts, tries: tries,
      milliseconds: milliseconds)
    let body = ByteBuffer(#"m\n1"#.utf8)
    let call = Call(operation: .track, messageID: 0..<body.count, sentAt: 0)
    var output = ByteBuffer()
    ResultShape(server: "Segment").append(
      result, of: call, body, response: response.span, to: &output)
    #expect(JSONValidator.firstError(in: Array(output).span) == nil)
    #expect(!Array(output).contains(0x0A))
    return String(output)
  }

  @Test func tellsOfASuccess() {
    #expect(
      text(response: Array("{ \"success\" : true }\n".utf8), isJSON: true)
        == #"{"success":true,"status":200,"body":{"success":true},"#
        + #""message_id":"m\n1","attempts":1,"duration_ms":18.4}"#
    )
  }

  @Test(arguments: [
    (CallResult.FailureKind.httpStatus, "", 503 as Int?, 1, "Segment answered 503"),
    (.httpStatus, "", 503, 3, "Segment answered 503 after 3 attempts"),
    (.rejected, "", 200, 1, "Segment answered 200 with success false"),
    (.rejected, "", 200, 2, "Segment answered 200 with success false after 2 attempts"),
    (.timeout, "no answer within 30 s", nil, 1, "no answer within 30 s"),
    (.connect, "refused", nil, 11, "refused (after 11 attempts)"),
    (.tls, "bad \"certificate\"\n", nil, 1, #"bad \"certificate\"\n"#),
    (.network, "reset", nil, 2, "reset (after 2 attempts)"),
  ])
  func tellsOfAFailure(
    kind: CallResult.FailureKind, detail: String, status: Int?, attempts: Int, message: String
  ) {
    let answer = status.map { #","status":\#($0),"body":"""# } ?? ""
    for isRetryable in [true, false] {
      #expect(
        text(
          .init(kind, detail: detail, isRetryable: isRetryable), status: status, attempts: attempts)
          == #"{"success":false,"error":{"type":"\#(kind.rawValue)","message":"\#(message)","#
          + #""retryable":\#(isRetryable)}\#(answer),"message_id":"m\n1","attempts":\#(attempts),"#
          + #""duration_ms":18.4}"#)
    }
  }

  @Test func tellsOfTriesThatFoundNoConnection() {
    let result = text(
      .init(.connect, detail: "refused", isRetryable: true), status: nil, attempts: 0, tries: 3)
    #expect(result.contains(#""message":"refused (after 3 tries)""#))
    #expect(result.hasSuffix(#""attempts":0,"duration_ms":18.4}"#))
  }

  @Test func tellsOfACallThatWasNotSent() {
    #expect(
      text(.init(.notSent, isRetryable: true), status: nil, attempts: 0, tries: 0)
        == #"{"success":false,"error":{"type":"not_sent","#
        + #""message":"the run stopped before this call was sent","#
        + #""retryable":true},"message_id":"m\n1","attempts":0}"#)
  }

  @Test(arguments: [
    (Array("{\n \"a\" : [ 1 ,\r\n\t\"x \\n y\" ]\n}\n".utf8), true, #"{"a":[1,"x \n y"]}"#),
    (Array("\"text\"".utf8), true, #""text""#),
    (Array("<html>\n\"é\"\t\\</html>\r\n".utf8), false, #""<html>\n\"é\"\t\\</html>\r\n""#),
    (Array("{\"cut\":".utf8), false, #""{\"cut\":""#),
    ([0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82], false, "\"a\u{FFFD}\u{FFFD}(\u{FFFD}\""),
    ([0x00, 0x1F, 0x7F], false, "\"\\u0000\\u001f\u{7F}\""),
    ([], false, #""""#),
  ])
  func showsTheBody(response: [UInt8], isJSON: Bool, body: String) {
    #expect(text(response: response, isJSON: isJSON).contains(#""body":\#(body),"message_id""#))
  }

  @Test(arguments: [
    (0, "0.0"), (0.04, "0.0"), (0.05, "0.1"), (912, "912.0"), (3_600_000.25, "3600000.3"),
    (-5.5, "0.0"), (Double.nan, "0.0"), (Double.infinity, "0.0"), (1e300, "0.0"),
  ])
  func showsTheDurationWithOneDecimal(milliseconds: Double, shown: String) {
    #expect(text(milliseconds: milliseconds).hasSuffix(#""duration_ms":\#(shown)}"#))
  }
}

/// What a result holds must not keep another run from reading the line.
struct NestingTests {
  private func nested(_ depth: Int) -> [UInt8] {
    Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
  }

  @Test(arguments: [(510, true), (511, false)])
  func anAnswerThatIsTooDeepIsText(depth: Int, isEmbedded: Bool) {
    let result = CallResult(
      failure: nil, status: 200, isJSON: true, attempts: 1, tries: 1, milliseconds: 1,
      batchSize: nil)
    var line = ByteBuffer("{\"segment\":".utf8)
    ResultShape(server: "Segment").append(
      result, of: Call(operation: .track, messageID: 0..<0, sentAt: 0), ByteBuffer(),
      response: nested(depth).span, to: &line)
    line.append("}")
    #expect(JSONValidator.firstError(in: Array(line).span) == nil)
    let start = isEmbedded ? "\"body\":[[" : "\"body\":\"[["
    #expect(String(line).contains(start))
  }

  @Test(arguments: [(false, 509), (false, 510), (true, 507), (true, 508)])
  func soIsABodyOfADryRun(isBatched: Bool, depth: Int) {
    var line = ByteBuffer("{\"segment\":".utf8)
    DryRun(baseURL: "http://x", headers: [], isBatched: isBatched).append(
      .track, body: ByteBuffer(nested(depth)), to: &line)
    line.append("}")
    #expect(JSONValidator.firstError(in: Array(line).span) == nil)
    #expect(String(line).contains("\"[[") == (depth % 2 == 0))
  }

  @Test func depthsAreCountedOutsideOfStrings() {
    let text = Array(#"{"a[[\"[":[{"b":"{{{"}],"c":[]}"#.utf8)
    #expect(JSONValidator.depth(of: text.span) == 3)
  }
}
