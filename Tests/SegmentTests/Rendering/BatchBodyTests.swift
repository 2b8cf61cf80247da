import JSON
import Testing

@testable import Segment

struct BatchBodyTests {
  private static let plain = BatchBody(writeKey: nil)

  private func body(_ messages: [String]) -> (text: [UInt8], sentAt: Int) {
    var text = ByteBuffer()
    for message in messages { Self.plain.append(ByteBuffer(message.utf8), to: &text) }
    let sentAt = Self.plain.close(&text)
    return (Array(text), sentAt)
  }

  @Test func listsMessagesAndTheTimeOfSending() {
    let (text, sentAt) = body([#"{"a":1}"#, #"{"b":2}"#])
    #expect(
      String(decoding: text, as: UTF8.self)
        == #"{"batch":[{"a":1},{"b":2}],"sentAt":"1970-01-01T00:00:00.000Z"}"#)
    let time = text[sentAt..<sentAt + WallTime.textLength]
    #expect(String(decoding: time, as: UTF8.self) == "1970-01-01T00:00:00.000Z")
  }

  @Test func mayCarryTheWriteKey() {
    let body = BatchBody(writeKey: "k\"1")
    var text = ByteBuffer()
    body.append(ByteBuffer("{}".utf8), to: &text)
    let sentAt = body.close(&text)
    #expect(
      String(text)
        == #"{"batch":[{}],"writeKey":"k\"1","sentAt":"1970-01-01T00:00:00.000Z"}"#)
    #expect(text[sentAt] == UInt8(ascii: "1"))
  }

  @Test(arguments: [nil, "a key"]) func takesAsManyBytesAsTheLimitAllows(key: String?) {
    let body = BatchBody(writeKey: key)
    let message = ByteBuffer(repeatElement(UInt8(ascii: "1"), count: 10_000))
    var text = ByteBuffer()
    while body.hasRoom(for: message, in: text) { body.append(message, to: &text) }
    let rest = ByteBuffer("2".utf8)
    while body.hasRoom(for: rest, in: text) { body.append(rest, to: &text) }
    _ = body.close(&text)
    #expect(text.count <= BatchBody.byteLimit)
    #expect(text.count > BatchBody.byteLimit - 3)
    #expect(JSONValidator.firstError(in: Array(text).span) == nil)
  }

  @Test func messagesHaveTheirTypeAndNoTimeOfSending() throws {
    let config = "{operation: track, user_id: u, event: e, write_key: k, message_id: 'm${id}'}"
    let plan = CallPlan(try read(config))
    var options = CallRenderer.Options()
    options.isBatched = true
    var renderer = CallRenderer(plan, options: options)
    var message = ByteBuffer()
    let rendering = renderer.render(
      ByteBuffer(#"{"id":1}"#.utf8), number: 1, at: WallTime(milliseconds: 0), into: &message)
    guard case .call(let call) = rendering.content else {
      Issue.record("no call: \(String(message))")
      return
    }
    #expect(Array(message)[call.messageID].elementsEqual("m1".utf8))
    let text = String(message)
    #expect(text.hasPrefix(#"{"type":"track","messageId":"m1","timestamp":"#))
    #expect(!text.contains("sentAt"))
  }

  @Test func dryRunsShowABatchOfOne() {
    var result = ByteBuffer()
    DryRun(baseURL: "https://x/v1", headers: [], isBatched: true)
      .append(.page, body: ByteBuffer("{}".utf8), to: &result)
    #expect(
      String(result)
        == #"{"dry_run":true,"request":{"method":"POST","url":"https://x/v1/batch","#
        + #""headers":{},"body":{"batch":[{}]}}}"#)
  }
}
