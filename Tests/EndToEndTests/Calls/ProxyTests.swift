import Sandbox
import TestSupport
import Testing

struct ProxyTests {
  /// Where nobody listens.
  private static let dead = "http://127.0.0.1:9"

  @Test func goesThroughTheProxyGiven() throws {
    let proxy = try Collector(recording: true)
    let finished = try Step.command([
      "--endpoint", "\(Self.dead)/v1", "--proxy", "http://127.0.0.1:\(proxy.port)",
    ]).run(stdin: Step.events(1...1))
    #expect(try field("segment.success", of: finished.output) == "true", finished.story)
    #expect(proxy.requests.map(\.path) == ["\(Self.dead)/v1/track"])
  }

  @Test func plainHTTPOnThisMachineIgnoresTheEnvironment() throws {
    let collector = try Collector(recording: true)
    var command = Step.command(to: collector)
    command.environment = ["http_proxy": Self.dead, "ALL_PROXY": Self.dead]
    let finished = try command.run(stdin: Step.events(1...1))
    #expect(try field("segment.success", of: finished.output) == "true", finished.story)
    #expect(collector.requests.map(\.path) == ["/v1/track"])
  }

  @Test func secureCallsFollowTheEnvironment() throws {
    let proxy = try Collector(recording: true) { _ in Reply(status: 403) }
    var command = Step.command(["--endpoint", "https://tracking.invalid/v1"])
    command.environment = ["https_proxy": "http://127.0.0.1:\(proxy.port)"]
    let finished = try command.run(stdin: Step.events(1...1))
    #expect(try field("segment.success", of: finished.output) == "false", finished.story)
    let request = try #require(proxy.requests.first)
    #expect(request.method == "CONNECT")
    #expect(request.path == "tracking.invalid:443")
    #expect(request.header("Authorization") == nil)
  }
}
