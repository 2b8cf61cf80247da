import JSON
import Testing

@testable import Segment

struct DryRunTests {
  @Test(arguments: Operation.allCases)
  func showsTheRequest(operation: Operation) {
    let run = DryRun(
      baseURL: "https://api.segment.io/v1",
      headers: [("Authorization", "Basic ***"), ("X-\"Odd\"", "a\\b")])
    var output = ByteBuffer("before".utf8)
    run.append(operation, body: ByteBuffer(#"{"a":1}"#.utf8), to: &output)
    #expect(
      String(output)
        == #"before{"dry_run":true,"request":{"method":"POST","#
        + #""url":"https://api.segment.io/v1/\#(operation.rawValue)","#
        + #""headers":{"Authorization":"Basic ***","X-\"Odd\"":"a\\b"},"body":{"a":1}}}"#)
  }

  @Test func needsNoHeaders() {
    var output = ByteBuffer()
    DryRun(baseURL: "http://[::1]:8/\"", headers: []).append(
      .page, body: ByteBuffer("{}".utf8), to: &output)
    #expect(
      String(output)
        == #"{"dry_run":true,"request":{"method":"POST","#
        + #""url":"http://[::1]:8/\"/page","headers":{},"body":{}}}"#
    )
  }
}
