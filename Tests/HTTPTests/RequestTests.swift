import HTTP
import Sandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct RequestTests {
  /// The one request that a collector got.
  private func request(of collector: Collector) throws -> CollectedRequest {
    try #require(collector.requests.count == 1)
    return collector.requests[0]
  }

  @Test func isAPOSTWithAllHeaders() throws {
    let collector = try Collector(recording: true)
    let caller = try Caller(options(collector.baseURL + "/page", collector.baseURL + "/track"))
    #expect(try caller.call(#"{"a":1}"#, url: 1).status == 200)
    let request = try request(of: collector)
    #expect(request.method == "POST")
    #expect(request.path == "/v1/track")
    #expect(request.header("Host") == "127.0.0.1:\(collector.port)")
    #expect(request.header("Content-Type") == "application/json")
    #expect(request.header("User-Agent") == "tests/1")
    #expect(request.header("Authorization") == "Basic dGhlIGtleTo=")
    #expect(request.header("Content-Length") == "7")
    #expect(request.header("Expect") == nil)
    #expect(request.header("X-Retry-Count") == nil)
    #expect(request.header("Transfer-Encoding") == nil)
    #expect(request.body == Array(#"{"a":1}"#.utf8))
  }

  @Test func tellsTheNumberOfEarlierAttempts() throws {
    let collector = try Collector(recording: true)
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    for attempts in [0, 2, 1, 10, 0] { _ = try caller.call(attempts: attempts) }
    #expect(
      collector.requests.map { $0.header("X-Retry-Count") } == [nil, "2", "1", "10", nil])
    #expect(collector.requests.allSatisfy { $0.header("Content-Type") == "application/json" })
  }

  @Test(arguments: [0, 1, 1023, 1024, 1025, 100_000, 500_000, 1_048_000])
  func sendsTheWholeBodyAtOnce(count: Int) throws {
    let collector = try Collector(recording: true) { _ in .success }
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 256) }
    let caller = try Caller(options(collector.baseURL + "/track"))
    let plain = HTTPClient.Request(url: 0, attempts: 0, fresh: false)
    #expect(try caller.start(body, plain) == 0)
    #expect(try caller.finish(1)[0].status == 200)
    let request = try request(of: collector)
    #expect(request.body == body)
    #expect(request.header("Expect") == nil)
  }

  @Test func keepsWhatHoldsTheBodyUntilItIsSent() throws {
    final class Body {
      let bytes = Array(#"{"a":1}"#.utf8)
    }
    let collector = try Collector(recording: true)
    let caller = try Caller(options(collector.baseURL + "/track"))
    weak var held: Body?
    do {
      let body = Body()
      held = body
      let bytes = body.bytes
      let plain = HTTPClient.Request(url: 0, attempts: 0, fresh: false)
      #expect(try caller.client.start(plain, body: bytes.span, of: body, now: Caller.now) == 0)
    }
    #expect(held != nil)
    _ = try caller.finish(1)
    #expect(held == nil)
    #expect(try request(of: collector).body == Array(#"{"a":1}"#.utf8))
  }

  @Test func goesThroughAProxy() throws {
    let proxy = try Collector(recording: true)
    var options = options("http://example.invalid/v1/track")
    options.proxy = .url("http://127.0.0.1:\(proxy.port)")
    #expect(try Caller(options).call().status == 200)
    let request = try request(of: proxy)
    #expect(request.path == "http://example.invalid/v1/track")
    #expect(request.headers.filter { $0.name == "User-Agent" }.map(\.value) == ["tests/1"])
  }

  @Test func tellsAProxyThatConnectsOnlyWhatItNeeds() throws {
    let proxy = try Collector(recording: true) { _ in Reply(status: 502) }
    var options = options("https://example.invalid/v1/track")
    options.connectHeaders = [("User-Agent", "tests/1")]
    options.proxy = .url("http://127.0.0.1:\(proxy.port)")
    #expect(try Caller(options).call().failure != nil)
    let request = try request(of: proxy)
    #expect(request.method == "CONNECT")
    #expect(request.path == "example.invalid:443")
    #expect(request.headers.filter { $0.name == "User-Agent" }.map(\.value) == ["tests/1"])
    #expect(request.header("Authorization") == nil)
    #expect(request.header("Content-Type") == nil)
  }
}
