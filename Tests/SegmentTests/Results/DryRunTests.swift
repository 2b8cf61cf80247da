import JSON
import Testing

@testable import Segment

struct DryRunTests {
  @Test(arguments: Operation.allCases)
  func showsTheRequest(operation: Operation) {
    let run = DryRun(
      baseURL: "https://api.segment.io/v1",
      headers: [("Authorization", "Basic ***"), ("X-\"Odd\"", "a\\b")])
    var output: [UInt8] = Array("before".utf8)
    run.append(operation, body: Array(#"{"a":1}"#.utf8), to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"before{"dry_run":true,"request":{"method":"POST","#
        + #""url":"https://api.segment.io/v1/\#(operation.rawValue)","#
        + #""headers":{"Authorization":"Basic ***","X-\"Odd\"":"a\\b"},"body":{"a":1}}}"#)
  }

  @Test func needsNoHeaders() {
    var output: [UInt8] = []
    DryRun(baseURL: "http://[::1]:8/\"", headers: []).append(
      .page, body: [0x7B, 0x7D], to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == #"{"dry_run":true,"request":{"method":"POST","#
        + #""url":"http://[::1]:8/\"/page","headers":{},"body":{}}}"#
    )
  }
}
