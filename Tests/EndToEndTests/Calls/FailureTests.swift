import Sandbox
import TestSupport
import Testing

/// What a call comes to that brings no success.
struct FailureTests {
  private func result(
    _ collector: Collector, _ arguments: String...
  ) throws -> (type: String?, line: String, finished: Finished) {
    let finished = try Step.command(to: collector, arguments).run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(0), finished.story)
    return (try field("segment.error.type", of: finished.output), finished.output, finished)
  }

  @Test func timeout() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let (type, line, _) = try result(collector, "-s", "timeout=1")
    #expect(type == #""timeout""#)
    #expect(try field("segment.error.retryable", of: line) == "true")
    #expect(try field("segment.status", of: line) == nil)
    #expect(try field("segment.attempts", of: line) == "1")
  }

  @Test(arguments: [Reply.Delivery.reset, .garbage, .truncated])
  func network(_ delivery: Reply.Delivery) throws {
    let collector = try Collector { _ in
      Reply(body: Array(#"{"success":true}"#.utf8), delivery: delivery)
    }
    #expect(try result(collector).type == #""network""#)
  }

  @Test func connect() throws {
    let collector = try Collector.gone()
    #expect(try result(collector).type == #""connect""#)
  }

  @Test func rejected() throws {
    let collector = try Collector { _ in .json(#"{"success": false, "message": "no"}"#) }
    let (type, line, _) = try result(collector, "-s", "retries=2")
    #expect(type == #""rejected""#)
    #expect(try field("segment.status", of: line) == "200")
    #expect(try field("segment.body", of: line) == #"{"success":false,"message":"no"}"#)
    #expect(collector.statistics.requests == 1)
  }

  @Test func bodyIsJSONOrText() throws {
    let bodies = ["{\n  \"a\" : [ 1.0 ]\n}\n", "", "busy \"x\"\n\u{1}é", "7", "nul"]
    let expected = [#"{"a":[1.0]}"#, #""""#, #""busy \"x\"\n\u0001é""#, "7", #""nul""#]
    for (body, json) in zip(bodies, expected) {
      let collector = try Collector { _ in Reply(body: Array(body.utf8)) }
      let line = try result(collector).line
      #expect(try field("segment.body", of: line) == json)
      #expect(try field("segment.success", of: line) == "true")
    }
  }

  @Test func aLongBodyIsCut() throws {
    let collector = try Collector { _ in
      Reply(status: 400, body: Array(repeating: UInt8(ascii: "x"), count: 3 << 20))
    }
    let body = try #require(try field("segment.body", of: try result(collector).line))
    #expect(body.utf8.count == 2 + 1 << 20)
  }

  @Test(arguments: [("", ": the endpoint has no path; Segment's is /v1"), ("/v1", "")])
  func anEndpointWithoutAPathIsSuspected(path: String, hint: String) throws {
    let collector = try Collector { _ in Reply(status: 404) }
    let finished = try Step.command(["--endpoint", "http://127.0.0.1:\(collector.port)\(path)"])
      .run(stdin: Step.events(1...1))
    #expect(
      try field("segment.error.message", of: finished.lines[0])
        == "\"the server answered 404\(hint)\"")
  }

  @Test func callsOfAnySizeGoElsewhereIfAllowed() throws {
    let collector = try Collector { _ in .success }
    let event = "{\"id\":\"\(String(repeating: "x", count: 60_000))\"}\n"
    let refused = try Step.command(to: collector).run(stdin: event)
    #expect(refused.output.contains(#""code":"call_too_large""#), refused.story)
    let finished = try Step.command(to: collector, ["--max-call", "60K", "-e"]).run(stdin: event)
    #expect(finished.status == .exited(0), finished.story)
    // What Segment itself takes is not for anybody to say.
    let segment = try Step.command(
      ["-n", "--endpoint", "https://api.segment.io/v1", "--max-call", "60K"]
    ).run(stdin: event)
    #expect(segment.output.contains("call_too_large"), segment.story)
  }

  @Test func theExitStatusTellsIfAsked() throws {
    let collector = try Collector { _ in Reply(status: 400) }
    let finished = try Step.command(to: collector, ["-e"]).run(stdin: Step.events(1...2))
    #expect(finished.status == .exited(1), finished.story)
    let failures = (1...2).map {
      "segment-step: line \($0): http_status: the server answered 400\n"
    }
    #expect(
      finished.errors == failures.joined() + "segment-step: 2 events were not delivered\n")
  }
}
