import Testing

@testable import Segment

struct StepConfigTests {
  static let minimal = "write_key: k\noperation: identify\nuser_id: u"

  @Test func hasTheDocumentedDefaults() throws {
    let config = try read(Self.minimal)
    #expect(config.writeKey == "k")
    #expect(config.outputTo == "segment")
    #expect(config.delivery == DeliveryPolicy())
    #expect(config.delivery.timeoutSeconds == 30)
    #expect(config.delivery.retries == 0)
    #expect(config.delivery.backoffSeconds == 0)
    #expect(!config.delivery.retryPropagate)
  }

  @Test func readsEveryParameter() throws {
    let config = try read(
      """
      type: segment
      write_key: ${env:KEY}
      operation: track
      user_id: u
      anonymous_id: a
      event: e
      properties: {p: 1}
      traits: {t: 1}
      name: n
      category: c
      group_id: g
      previous_id: p
      context: {c: 1}
      integrations: {All: true}
      timestamp: 2024-01-15
      message_id: m
      timeout: 3600
      output_to: result
      description: [anything, at all]
      retries: 10
      backoff_seconds: 1.5
      retry_propagate: true
      """)
    #expect(config.writeKey == "secret")
    #expect(config.outputTo == "result")
    #expect(config.texts.keys.count == 9)
    #expect(config.objects.keys.count == 4)
    #expect(config.delivery.timeoutSeconds == 3600)
    #expect(config.delivery.retries == 10)
    #expect(config.delivery.backoffSeconds == 1.5)
    #expect(config.delivery.retryPropagate)
    guard case .fixed(.track) = config.operation else {
      Issue.record("the operation is \(config.operation)")
      return
    }
  }

  @Test func takesANullAsNotGiven() throws {
    let names = ParameterName.allCases.map(\.rawValue)
      .filter { !["write_key", "operation", "user_id"].contains($0) }
    let config = try read(Self.minimal + names.map { "\n\($0):" }.joined())
    #expect(config.outputTo == "segment")
    #expect(config.delivery == DeliveryPolicy())
    #expect(config.objects.isEmpty)
    #expect(config.texts.keys.map(\.rawValue) == ["user_id"])
  }

  @Test(arguments: [
    ("timeout: 1", 1, 0, 0.0), ("timeout: 0x10", 16, 0, 0), ("retries: 0", 30, 0, 0),
    ("retries: +10", 30, 10, 0), ("backoff_seconds: 0", 30, 0, 0),
    ("backoff_seconds: 86400", 30, 0, 86400), ("backoff_seconds: .5", 30, 0, 0.5),
    ("backoff_seconds: 1e2", 30, 0, 100),
  ])
  func takesNumbersInTheirRange(
    line: String, timeout: Int, retries: Int, backoff: Double
  ) throws {
    let delivery = try read(Self.minimal + "\n" + line).delivery
    #expect(delivery.timeoutSeconds == timeout)
    #expect(delivery.retries == retries)
    #expect(delivery.backoffSeconds == backoff)
  }

  @Test(arguments: [
    ("k", "k"), ("${env:KEY}", "secret"), ("${file:/run/key}", "from-file"), ("12345", "12345"),
    ("${env:MISSING, spare}", "spare"), ("a-${env:KEY}", "a-secret"),
  ])
  func takesAWriteKeyFrom(value: String, expected: String) throws {
    let yaml = "write_key: \(value)\noperation: identify\nuser_id: u"
    #expect(try read(yaml).writeKey == expected)
  }

  @Test(arguments: ["write_key: ${env:MISSING}\n", "write_key: ''\n", "write_key:\n", ""])
  func fallsBackToAnotherWriteKey(line: String) throws {
    let config = try read(line + "operation: identify\nuser_id: u", fallback: "sandbox")
    #expect(config.writeKey == "sandbox")
  }

  @Test func prefersItsOwnWriteKey() throws {
    #expect(try read(Self.minimal, fallback: "sandbox").writeKey == "k")
  }

  @Test(arguments: ParameterName.allCases)
  func namesParametersInSnakeCase(name: ParameterName) {
    #expect(name.rawValue.allSatisfy { $0.isLowercase || $0 == "_" })
  }
}
