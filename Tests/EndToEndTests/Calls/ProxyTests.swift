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
  @Test(arguments: [
    "S3cr3t/x", "S3cr3t#x", "S3cr3t x", "S3cr3tx\r", "S3cr3tx", "S3cr3t%2Fx",
    "S3cr3t@x", "S3cr3t%0Ax", "S3cr3t%00x",
  ])
  func neverShowsThePassword(_ password: String) throws {
    let proxy = "http://User1:\(password)@127.0.0.1:9"
    var command = Step.command(["--endpoint", "https://tracking.invalid/v1"])
    command.environment = ["HTTPS_PROXY": proxy]
    let given = Step.command(["--endpoint", "https://tracking.invalid/v1", "--proxy", proxy])
    let isTaken = password == "S3cr3tx" || password == "S3cr3t%2Fx"
    for command in [command, given] {
      let finished = try command.run(stdin: Step.events(1...1))
      #expect(finished.status == .exited(isTaken ? 0 : 2), finished.story)
      #expect(finished.output.isEmpty == !isTaken)
      let streams = finished.output + finished.errors
      #expect(!streams.contains("S3cr3t") && !streams.contains("User1"), finished.story)
    }
  }

  /// libcurl 7.88 would go past the proxy.
  @Test(arguments: ["us%0Aer:password", "user:pass%1Fword", "user:pass%00word"])
  func neverGoesPastAProxyWhoseCredentialsHoldControlCharacters(_ credentials: String) throws {
    let collector = try Collector(recording: true)
    let finished = try Step.command(
      to: collector, ["--proxy", "http://\(credentials)@127.0.0.1:9"]
    ).run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(2), finished.story)
    #expect(collector.requests.isEmpty)
  }

  @Test func anAddressIsNotExceptedByItsEnd() throws {
    let proxy = try Collector(recording: true) { _ in Reply(status: 403) }
    var command = Step.command(["--endpoint", "https://127.0.0.1:9/v1"])
    command.environment = [
      "https_proxy": "http://127.0.0.1:\(proxy.port)", "no_proxy": "0.0.1,.0.0.1",
    ]
    _ = try command.run(stdin: Step.events(1...1))
    #expect(proxy.requests.map(\.method) == ["CONNECT"])
  }

  @Test func hidesCredentialsThatAProxyRepeats() throws {
    let proxy = try Collector(recording: true) { request in
      Reply(status: 200, body: Array("\"\(request.header("Proxy-Authorization") ?? "")\"".utf8))
    }
    let finished = try Step.command([
      "--endpoint", "\(Self.dead)/v1", "--proxy", "http://user:S3cr3t%2Fx@127.0.0.1:\(proxy.port)",
    ]).run(stdin: Step.events(1...1))
    #expect(proxy.requests.first?.header("Proxy-Authorization") == "Basic dXNlcjpTM2NyM3QveA==")
    #expect(try field("segment.body", of: finished.output) == "\"Basic ***\"", finished.story)
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
