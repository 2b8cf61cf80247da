import HTTP
import Pipeline
import Testing

@testable import CLI

struct DestinationTests {
  private func service(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Service {
    try service(arguments, environment: environment)
  }

  private func service(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Service {
    let destination = try Destination(try plan(arguments), environment: environment)
    destination.stop()
    #expect(destination.service.writeKey == "wk")
    return destination.service
  }

  private func plan(_ arguments: [String]) throws -> RunPlan {
    let config = "{write_key: wk, operation: identify, user_id: u}"
    let invocation = try Invocation(arguments: ["-i", config] + arguments)
    let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
    var loader = ConfigLoader(try #require(settings), environment: [:])
    return RunPlan(
      config: try loader.load(), settings: try #require(settings),
      access: try CallAccess(#require(settings)))
  }

  @Test func hasTheAddressOfTheRegion() throws {
    #expect(try service().baseURL == "https://api.segment.io/v1")
    #expect(
      try service("--region", "eu").baseURL == "https://events.eu1.segmentapis.com/v1")
    #expect(try service("--endpoint", "https://x.example/v1/").baseURL == "https://x.example/v1")
    #expect(try service("--sandbox").baseURL.hasPrefix("http://127.0.0.1:"))
  }

  @Test(arguments: [
    ([], true), (["--region", "eu"], true), (["--sandbox"], false),
    (["--endpoint", "https://API.segment.io/v1"], true),
    (["--endpoint", "https://api.segment.io.example/v1"], false),
    (["--endpoint", "http://127.0.0.1:9/v1"], false),
  ])
  func knowsWhetherItIsSegment(arguments: [String], isSegment: Bool) throws {
    #expect(try service(arguments).isSegment == isSegment)
  }

  struct ProxyCase: Sendable {
    let arguments: [String]
    let expected: ClientOptions.Proxy

    init(_ arguments: [String], _ expected: ClientOptions.Proxy) {
      self.arguments = arguments
      self.expected = expected
    }
  }

  @Test(arguments: [
    ProxyCase([], .url("http://env:3128")),
    ProxyCase(["--endpoint", "https://127.0.0.1/v1"], .none),
    ProxyCase(["--proxy", "socks5://p:1080"], .url("socks5://p:1080")),
    ProxyCase(["--proxy", ""], .none),
    ProxyCase(["--sandbox"], .none),
    ProxyCase(["--endpoint", "http://127.0.0.1:8080/v1"], .none),
    ProxyCase(["--endpoint", "https://localhost/v1", "--proxy", "http://p"], .url("http://p")),
    ProxyCase(["--endpoint", "http://x.example/v1", "--insecure-http"], .url("all:1")),
  ])
  func choosesTheProxy(_ example: ProxyCase) throws {
    let environment = [
      "https_proxy": "http://env:3128", "HTTP_PROXY": "http://never", "ALL_PROXY": "all:1",
      "no_proxy": "example.com, 127.0.0.0/8",
    ]
    let destination = try Destination(try plan(example.arguments), environment: environment)
    defer { destination.stop() }
    #expect(destination.service.proxy == example.expected)
  }

  @Test func findsAuthoritiesAsCurlDoes() throws {
    let all = ["CURL_CA_BUNDLE": "bundle", "SSL_CERT_FILE": "file", "SSL_CERT_DIR": "dir"]
    let given = try service("--cacert", "mine", environment: all)
    #expect(given.authorityFile == "mine")
    #expect(given.authorityDirectory == nil)
    let bundle = try service(environment: all)
    #expect(bundle.authorityFile == "bundle")
    #expect(bundle.authorityDirectory == nil)
    let openSSL = try service(environment: all.filter { $0.key != "CURL_CA_BUNDLE" })
    #expect(openSSL.authorityFile == "file")
    #expect(openSSL.authorityDirectory == "dir")
    let empty = try service(environment: all.mapValues { _ in "" })
    #expect(empty.authorityFile == nil)
    #expect(empty.authorityDirectory == nil)
  }
}
