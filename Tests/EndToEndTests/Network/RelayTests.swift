import Sandbox
import TestSupport
import Testing

/// Calls over connections that lose, delay or break what goes by them.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: Frontend.isInstalled, "nginx, openssl or haproxy is not installed"))
struct RelayTests {
  private func frontend(_ collector: Collector) throws -> Frontend {
    try Frontend(
      .nginx(requestsPerConnection: 1000, bodyLimit: 1 << 20, speaksHTTP2: true),
      before: collector)
  }

  private func command(
    _ frontend: Frontend, at port: UInt16? = nil, proxy: Relay? = nil, _ arguments: [String]
  ) -> Command {
    let trust = frontend.caFile.map { ["--cacert", $0] } ?? []
    let way = proxy.map { ["--proxy", "http://127.0.0.1:\($0.port)"] } ?? []
    let base = port.map { "https://localhost:\($0)/v1" } ?? frontend.baseURL
    return Step.command(["--endpoint", base] + trust + way + arguments)
  }

  /// As when a router forgets connections: what is sent on them is lost, and new ones work.
  @Test func connectionsThatWentDarkCostAnAttemptEach() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try frontend(collector)
    let relay = try Relay { [port = frontend.port] _ in .forward(to: port) }
    let settings = ["-s", "timeout=1", "-s", "retries=1", "-e", "-j", "16"]
    let running = try command(frontend, at: relay.port, settings).start()
    try running.write(Step.events(1...200))
    #expect(eventually { collector.statistics.requests == 200 })
    relay.goDark()
    try running.write(Step.events(201...500))
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...500).map(String.init))
    try finished.expectOwnAnswers()
    // One call for each connection that went dark, and each of those was tried once more.
    #expect(try finished.fields("segment.attempts").filter { $0 == "2" }.count <= 17)
  }

  @Test func delaysAreWaitedFor() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try frontend(collector)
    let relay = try Relay { [port = frontend.port] in .forward(to: port, delay: $0 % 7) }
    let finished = try command(frontend, at: relay.port, ["-e", "-j", "16"])
      .run(stdin: Step.events(1...300))
    #expect(finished.status == .exited(0), finished.story)
    try finished.expectOwnAnswers()
  }

  @Test(arguments: [
    "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\n\r\n",
    "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 16\r\n\r\n{\"success\":true}",
    "HTTP/1.0 503 Busy\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n", "",
  ])
  func aProxyThatRefusesIsNoServer(answer: String) throws {
    let collector = try Collector()
    let frontend = try frontend(collector)
    let proxy = try Relay { _ in answer.isEmpty ? .close : .refuse(answer) }
    let arguments = ["-s", "retries=1", "--summary", "json", "-j", "2"]
    let finished = try command(frontend, proxy: proxy, arguments).run(stdin: Step.events(1...4))
    #expect(finished.status == .exited(0), finished.story)
    for line in finished.lines {
      #expect(try field("segment.error.type", of: line) == #""connect""#, finished.story)
      #expect(try field("segment.error.retryable", of: line) == "true", finished.story)
      #expect(try field("segment.status", of: line) == nil, finished.story)
      #expect(try field("segment.attempts", of: line) == "0", finished.story)
    }
    // Each call was tried twice.
    #expect(proxy.connections == 8)
    #expect(collector.statistics.requests == 0)
    #expect(
      try field(
        "bytes_sent", of: finished.errors.split(separator: "\n").last.map(String.init) ?? "")
        == "0", finished.story)
  }

  @Test func aProxyThatRefusesForAWhileIsTriedAgain() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try frontend(collector)
    let proxy = try Relay { number in
      number <= 3 ? .refuse("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n") : .tunnel
    }
    let finished = try command(frontend, proxy: proxy, ["-e", "-j", "1", "-s", "retries=3"])
      .run(stdin: Step.events(1...10))
    #expect(finished.status == .exited(0), finished.story)
    try finished.expectOwnAnswers()
    #expect(try finished.fields("segment.attempts").allSatisfy { $0 == "1" }, finished.story)
    #expect(proxy.connections == 4)
  }

  /// Each tunnel is good for the handshake and a few answers, the last of them in part.
  @Test func tunnelsThatBreakCostAnAttemptEach() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try frontend(collector)
    let proxy = try Relay { _ in .brokenTunnel(after: 6000) }
    let finished = try command(frontend, proxy: proxy, ["-e", "-j", "8", "-s", "retries=1"])
      .run(stdin: Step.events(1...200))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...200).map(String.init))
    try finished.expectOwnAnswers()
    #expect(proxy.connections > 8)
  }

  /// No request has begun.
  @Test func tunnelsThatBreakBeforeTheyServeCostNoAttempt() throws {
    let collector = try Collector()
    let frontend = try frontend(collector)
    let proxy = try Relay { _ in .brokenTunnel(after: 100) }
    let finished = try command(frontend, proxy: proxy, ["-s", "retries=2"])
      .run(stdin: Step.events(1...4))
    #expect(finished.status == .exited(0), finished.story)
    for line in finished.lines {
      #expect(try field("segment.attempts", of: line) == "0", finished.story)
      let type = try field("segment.error.type", of: line)
      #expect(type == #""tls""# || type == #""connect""#, finished.story)
    }
    #expect(proxy.connections == 12)
    #expect(collector.statistics.requests == 0)
  }
}
