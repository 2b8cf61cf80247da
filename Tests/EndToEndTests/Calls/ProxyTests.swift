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

  /// Whatever a password is like, and wherever the proxy comes from.
  @Test(arguments: ["S3cr3t/x", "S3cr3t#x", "S3cr3t x", "S3cr3tx\r", "S3cr3tx", "S3cr3t%2Fx"])
  func neverShowsThePassword(_ password: String) throws {
    let proxy = "http://User1:\(password)@127.0.0.1:9"
    var command = Step.command(["--endpoint", "https://tracking.invalid/v1"])
    command.environment = ["HTTPS_PROXY": proxy]
    let given = Step.command(["--endpoint", "https://tracking.invalid/v1", "--proxy", proxy])
    let isTaken = password == "S3cr3tx" || password.contains("%")
    for command in [command, given] {
      let finished = try command.run(stdin: Step.events(1...1))
      #expect(finished.status == .exited(isTaken ? 0 : 2), finished.story)
      #expect(finished.output.isEmpty == !isTaken)
      let streams = finished.output + finished.errors
      #expect(!streams.contains("S3cr3t") && !streams.contains("User1"), finished.story)
    }
  }

  @Test func aWrongProxyDoesNotMatterWhereItIsNotUsed() throws {
    let collector = try Collector()
    var command = Step.command(to: collector)
    command.environment = ["https_proxy": "foo:bar:baz", "no_proxy": "tracking.invalid"]
    #expect(try command.run(stdin: Step.events(1...1)).status == .exited(0))
    command = Step.command(["--endpoint", "https://api.tracking.invalid/v1"])
    command.environment = ["https_proxy": "foo:bar:baz", "no_proxy": "tracking.invalid"]
    #expect(try command.run(stdin: Step.events(1...1)).status == .exited(0))
    command.environment = ["https_proxy": "foo:bar:baz"]
    let finished = try command.run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(2), finished.story)
    #expect(finished.errors.hasPrefix("segment-step: https_proxy: expected "), finished.story)
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
