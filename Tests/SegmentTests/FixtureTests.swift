import JSON
import Testing
import YAML

@testable import Segment

/// The configs and events in `fixtures`, which the documentation shows.
struct FixtureTests {
  static let calls: [(name: String, operation: Operation, outputTo: String, fields: String)] = [
    (
      "track", .track, "segment_result",
      #""userId":"user_12345","event":"Purchase Completed","properties":{"order_id":"order_789","#
        + #""revenue":99.99,"currency":"USD","#
        + #""products":[{"product_id":"prod_abc","name":"Premium Plan"}]}"#
    ),
    (
      "identify", .identify, "identify_result",
      #""userId":"user_12345","traits":{"email":"user@example.com","name":"John Doe","#
        + #""plan":"premium","created_at":"2024-01-15"}"#
    ),
    (
      "group", .group, "group_result",
      #""userId":"user_12345","groupId":"company_abc","traits":{"name":"Acme Corporation","#
        + #""plan":"enterprise","employees":500}"#
    ),
    (
      "page", .page, "page_result",
      #""userId":"user_12345","name":"Product Details","category":"ecommerce","properties":{"#
        + #""url":"https://example.com/products/123","title":"Premium Plan Details","#
        + #""referrer":"https://google.com","category":"ecommerce"}"#
    ),
    ("alias", .alias, "alias_result", #""userId":"user_12345","previousId":"device_6f1d""#),
  ]

  private func config(_ name: String, step: Int? = nil) throws -> StepConfig {
    var reader = ConfigReader(surroundings: surroundings(["SEGMENT_WRITE_KEY": "secret"]))
    return try reader.read(try Document.parse(Fixtures.bytes("configs/\(name).yaml")), step: step)
  }

  @Test(arguments: calls.indices)
  func makesExactlyTheDocumentedCall(index: Int) throws {
    let call = Self.calls[index]
    let config = try config(call.name)
    #expect(config.writeKey == "secret")
    #expect(config.outputTo == call.outputTo)
    let rendered = try render(
      config: Fixtures.text("configs/\(call.name).yaml"), event: #"{"any":"event"}"#,
      variables: ["SEGMENT_WRITE_KEY": "secret"])
    #expect(rendered == .call(call.operation, body(call.fields)))
  }

  @Test func makesTheCallOfAScreen() throws {
    let rendered = try render(config: Fixtures.text("configs/screen.yaml"), event: "{}")
    #expect(
      rendered
        == .call(
          .screen,
          body(
            #""anonymousId":"device_6f1d","name":"Basket","category":"checkout","#
              + #""properties":{"items":3,"total":59.90}"#,
            context:
              #""app":{"name":"Shop","version":"4.12.0"},"#
              + #""os":{"name":"iOS","version":"17.2"},<library>"#
          )))
  }

  @Test func runsTheOneSegmentStepOfAWorkflow() throws {
    let config = try config("workflow")
    #expect(config.outputTo == "identified")
    #expect(config.delivery.timeoutSeconds == 10)
    #expect(config.delivery.retries == 3)
    #expect(config.delivery.backoffSeconds == 2)
    #expect(config.delivery.retryPropagate)
    #expect(try self.config("workflow", step: 2).outputTo == "identified")
    #expect(throws: ConfigErrors.self) { try self.config("workflow", step: 1) }
    let rendered = try render(
      config: Fixtures.text("configs/workflow.yaml"),
      event: #"{"id":7,"email":"a@example.com","plan":null,"company":{"name":"Acme"}}"#)
    let expected = body(
      #""userId":"7","traits":{"email":"a@example.com","plan":"free","#
        + #""company":{"name":"Acme","employees":1}}"#
    )
    #expect(
      rendered
        == .call(
          .identify, expected.replacing("<id>", with: "c290effb-afa1-530a-a8d3-10ff6551b322")))
  }

  @Test func rendersThePurchaseLog() throws {
    let lines = Fixtures.lines("events.ndjson")
    #expect(lines.count == 240)
    let config = Fixtures.text("configs/purchase.yaml")
    var codes: [String: Int] = [:]
    var calls = 0
    for (index, line) in lines.enumerated() {
      let rendered = try render(config: config, event: line, number: index + 1)
      let text = Array((rendered.text ?? "").replacing("<library>", with: #""l":1"#).utf8)
      #expect(JSONValidator.firstError(in: text.span) == nil)
      for problem in problems(rendered) { codes[problem, default: 0] += 1 }
      if case .call = rendered { calls += 1 }
    }
    #expect(Set(codes.keys) == ["no_user_anon_id user_id", "event_not_defined event"])
    #expect(codes.values.allSatisfy { $0 >= 6 })
    #expect(calls > 200)
  }

  @Test func keepsNumbersOfThePurchaseLogAsTheyAre() throws {
    let line = try #require(Fixtures.lines("events.ndjson").dropFirst(2).first)
    let text = try #require(
      try render(config: Fixtures.text("configs/purchase.yaml"), event: line, number: 3).text)
    #expect(
      text
        == #"{"messageId":"339b704e-1e31-51b3-89d1-4bb47eec4705","timestamp":"2024-01-15T08:23:36.356+01:00","#
        + #""userId":"9007199254740993","#
        + #""event":"Subscription Renewed","properties":{"order_id":"ord_00003","#
        + #""revenue":249.98,"currency":"CHF","#
        + #""products":[{"sku":"PLAN-PRO","name":"Premium Plan","price":99.99,"quantity":2},"#
        + #"{"sku":"GIFT","name":"Gift card 🎁","price":50.00,"quantity":1}],"#
        + #""first_sku":"PLAN-PRO","last_sku":"GIFT","#
        + #""label":"ord_00003 for Fatima 田中","shipping":{"method":"standard","city":"København"},"#
        + #""plan":"premium","source":"shop"},"context":{"locale":"en-US",<library>},"#
        + #""integrations":{"All":true,"Mixpanel":true},"sentAt":"<now>"}"#)
  }

  @Test func tellsGoodLinesFromBadOnes() throws {
    let lines = Fixtures.lines("bad-lines.ndjson")
    #expect(Fixtures.bytes("bad-lines.ndjson").last != 0x0A)
    let outcomes = try lines.map { line -> String in
      switch try render(
        config: "operation: track\nuser_id: ${user.id}\nevent: ${event}", event: line)
      {
      case .call: "call"
      case .refused(let refusal, _): refusal.rawValue
      case .unchanged: "unchanged"
      }
    }
    let (json, object) = ("invalid_json", "not_an_object")
    // Blank lines, the 6th and the 12th, never come to a renderer.
    #expect(
      outcomes == [
        "call", json, object, "call", object, json, json, "call", object, json, object, json, json,
        "call",
      ])
  }
}
