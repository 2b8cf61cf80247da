import Sandbox
import TestSupport
import Testing

/// Servers that repeat what they were sent.
struct EchoTests {
  @Test func theWriteKeyIsHiddenInAnAnswerThatRepeatsIt() throws {
    let collector = try Collector { request in
      let sent = request.header("Authorization") ?? ""
      return Reply(status: 500, body: Array("you sent \(sent), key \(Step.writeKey)!".utf8))
    }
    let finished = try Step.command(to: collector).run(stdin: Step.events(1...1))
    let line = try #require(finished.lines.first)
    #expect(try field("segment.body", of: line) == "\"you sent Basic ***, key ***!\"")
    #expect(!finished.output.contains(Step.writeKey))
  }
}
