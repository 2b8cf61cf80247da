import HTTP
import JSON
import Segment
import TestSupport
import Testing

@testable import Pipeline

@Suite struct ExchangeTests {
  private func exchange() throws -> Exchange {
    let service = Service(baseURL: "http://127.0.0.1:1", writeKey: "a-secret-key")
    return CallProtocol(try config(), to: service).exchange()
  }

  private func stamp(_ exchange: inout Exchange) -> String {
    let event = Event()
    event.body.append(
      contentsOf: repeatElement(UInt8(ascii: "-"), count: WallTime.textLength + 4))
    event.read(.waiting(Call(operation: .track, messageID: 0..<0, sentAt: 2)))
    #expect(exchange.seal(.event(event)) == nil)
    return String(event.body)
  }

  private var now: String {
    var text = ByteBuffer()
    WallTime(milliseconds: Clock.wallMilliseconds).append(to: &text)
    return "--" + String(text) + "--"
  }

  @Test func writesThePresentTimeAndNothingBesideIt() throws {
    var exchange = try exchange()
    for _ in 1...1000 {
      let before = now
      let stamped = stamp(&exchange)
      #expect(before <= stamped)
      #expect(stamped <= now)
    }
  }

  @Test func goesOnWithTheClock() throws {
    var exchange = try exchange()
    let first = stamp(&exchange)
    #expect(eventually { stamp(&exchange) > first })
  }

  /// A call that went out with an earlier token may bring it back when there is another.
  @Test func hidesTheTokensOfCallsUnderWay() throws {
    let directory = try TemporaryDirectory()
    let token = try AccessToken(directory.write("token", "first-token"))
    var service = Service(baseURL: "http://127.0.0.1:1", writeKey: "a-secret-key")
    service.token = token
    var exchange = CallProtocol(try config(), to: service).exchange()
    let unchanged = exchange.newHeaders(now: Clock.monotonic)
    #expect(unchanged == nil)
    try directory.write("token", "second-token")
    token.renew()
    let headers = exchange.newHeaders(now: Clock.monotonic)
    #expect(headers?.first?.value == "Bearer second-token")
    let event = Event()
    event.response = Array(#"{"was":"Bearer first-token","is":"second-token","success":true}"#.utf8)
    _ = exchange.result(of: .event(event), .response(status: 200, retryAfter: nil))
    #expect(
      String(decoding: event.response, as: UTF8.self)
        == #"{"was":"Bearer ***","is":"***","success":true}"#)
  }

  /// Words as short as these stand in every answer.
  @Test func aShortHeaderIsNotSoughtInAnswers() throws {
    var service = Service(baseURL: "http://127.0.0.1:1", writeKey: "a-secret-key")
    service.headers = [Service.Header(name: "X-Auth", value: "true", isSecret: true)]
    var exchange = CallProtocol(try config(), to: service).exchange()
    let event = Event()
    event.response = Array(#"{"success":true}"#.utf8)
    let result = exchange.result(of: .event(event), .response(status: 200, retryAfter: nil))
    #expect(String(decoding: event.response, as: UTF8.self) == #"{"success":true}"#)
    #expect(result.failure == nil)
  }

  @Test func judgesAnAnswerWithoutByteOrderMarkAndSecret() throws {
    var exchange = try exchange()
    let event = Event()
    event.response = Array("\u{FEFF}{\"success\":false,\"key\":\"a-secret-key\"}".utf8)
    let result = exchange.result(
      of: .event(event), .response(status: 200, retryAfter: 3))
    #expect(String(decoding: event.response, as: UTF8.self) == #"{"success":false,"key":"***"}"#)
    #expect(result.failure?.kind == .rejected)
    #expect(result.retryAfter == 3)
  }
}
