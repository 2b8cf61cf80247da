import Sandbox
import TestSupport
import Testing

/// What arrives at the server.
struct OperationTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let operation: String
    let config: String
    let body: String
    var testDescription: String { operation }
  }

  static let examples = [
    Example(
      operation: "track", config: "event: ${e}\nproperties: {total: \"${total}\"}",
      body: #""event":"Order","properties":{"total":9.90}"#),
    Example(
      operation: "identify", config: "traits: {name: \"${e}\"}",
      body: #""traits":{"name":"Order"}"#),
    Example(
      operation: "page", config: "name: Home\ncategory: shop",
      body: #""name":"Home","category":"shop","properties":{"category":"shop"}"#),
    Example(
      operation: "screen", config: "name: Home\nproperties: {n: 1}",
      body: #""name":"Home","properties":{"n":1}"#),
    Example(
      operation: "group", config: "group_id: ${g}\ntraits: ${t}",
      body: #""groupId":"7","traits":{"a": [1]}"#),
    Example(operation: "alias", config: "previous_id: p", body: #""previousId":"p""#),
  ]

  @Test(arguments: examples)
  func sends(_ example: Example) throws {
    let collector = try Collector(recording: true)
    let config = """
      write_key: wk_4711
      operation: \(example.operation)
      user_id: u
      message_id: m-${g}
      timestamp: 2024-01-15T08:00:00Z
      \(example.config)
      """
    let finished = try Command(
      Binary.segmentStep, arguments: ["--endpoint", collector.baseURL, "-i", config]
    ).run(stdin: #"{"e":"Order","total":9.90,"g":7,"t":{"a": [1]}}"# + "\n")
    #expect(finished.status == .exited(0), finished.story)
    let request = try #require(collector.requests.first)
    #expect(collector.requests.count == 1)
    #expect(request.method == "POST")
    #expect(request.path == "/v1/\(example.operation)")
    #expect(request.header("Content-Type") == "application/json")
    // wk_4711 and an empty password.
    #expect(request.header("Authorization") == "Basic d2tfNDcxMTo=")
    #expect(request.header("X-Retry-Count") == nil)
    #expect(request.header("Expect") == nil)
    #expect(request.header("User-Agent")?.hasPrefix("segment-step/") == true)
    let sent = Masking.mask(String(decoding: request.body, as: UTF8.self))
    let head = #"{"messageId":"m-7","timestamp":"2024-01-15T08:00:00Z","userId":"u","#
    let tail = #","context":{"library":{"name":"segment-step","version":"<version>"}},"#
    #expect(sent == head + example.body + tail + #""sentAt":"<time>"}"#)
  }

  @Test func keepsConnections() throws {
    let collector = try Collector()
    let finished = try Step.command(to: collector, ["-j", "1"]).run(stdin: Step.events(1...50))
    #expect(finished.status == .exited(0), finished.story)
    #expect(collector.statistics.requests == 50)
    #expect(collector.statistics.connections == 1)
  }

  @Test func refusesACallThatIsTooLarge() throws {
    let collector = try Collector()
    let text = String(repeating: "x", count: 33_000)
    let finished = try Step.command(to: collector).run(stdin: "{\"id\":\"\(text)\"}\n")
    let code = try field("segment.error.type", of: finished.output)
    #expect(code == #""invalid_call""#)
    #expect(finished.output.contains(#""code":"call_too_large""#))
    #expect(collector.statistics.requests == 0)
  }
}
