import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Calls through real load balancers.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: Frontend.isInstalled, "nginx, openssl or haproxy is not installed"))
struct BalancerTests {
  private func command(_ frontend: Frontend, _ arguments: [String]) -> Command {
    let trust = frontend.caFile.map { ["--cacert", $0] } ?? []
    return Step.command(["--endpoint", frontend.baseURL, "-e"] + trust + arguments)
  }

  @Test(arguments: [1, 3, 1000]) func nothingIsLostWhereConnectionsEnd(requests: Int) throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try Frontend(
      .nginx(requestsPerConnection: requests, bodyLimit: 1 << 20, speaksHTTP2: true),
      before: collector)
    let finished = try command(frontend, ["-j", "16"]).run(stdin: Step.events(1...1500))
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 1500)
    try finished.expectOwnAnswers()
  }

  @Test func nothingIsLostWhileTheServerIsReloaded() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try Frontend(
      .nginx(requestsPerConnection: 1000, bodyLimit: 1 << 20, speaksHTTP2: true),
      before: collector)
    let running = try command(frontend, ["-j", "16"]).start()
    for round in 0..<6 {
      try running.write(Step.events(round * 500 + 1...round * 500 + 500))
      #expect(eventually { collector.statistics.requests > round * 500 + 200 })
      frontend.reload()
    }
    running.closeInput()
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...3000).map(String.init))
    try finished.expectOwnAnswers()
  }

  /// The answer comes before the body has been read.
  @Test func anEarly413HalvesABatch() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try Frontend(
      .nginx(requestsPerConnection: 1000, bodyLimit: 4000, speaksHTTP2: true),
      before: collector)
    let finished = try command(frontend, ["-b", "200", "-j", "4"])
      .run(stdin: Step.events(1...1000))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...1000).map(String.init))
    try finished.expectOwnAnswers()
  }

  /// The server ends connections that are idle for a moment, with an answer that nobody asked for or
  /// without one.
  @Test func idleConnectionsMayEnd() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try Frontend(.haproxy(idleMilliseconds: 15), before: collector)
    let running = try command(frontend, ["-j", "2", "-r", "60"]).start()
    try running.write(Step.events(1...90))
    running.closeInput()
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 90)
    try finished.expectOwnAnswers()
  }

  /// Connections to one address that differ in what they speak.
  @Test func serversThatDifferInProtocolAreTakenInTurn() throws {
    let collector = try Collector(namesMessages: true)
    let servers = try [true, false].map {
      try Frontend(
        .nginx(requestsPerConnection: 50, bodyLimit: 1 << 20, speaksHTTP2: $0), before: collector)
    }
    let balancer = try Frontend(.balancer(ports: servers.map(\.port)), before: collector)
    let directory = try TemporaryDirectory()
    let authorities = try servers.compactMap(\.caFile).flatMap { try Fixtures.read($0) }
    let trust = try directory.write("authorities", String(decoding: authorities, as: UTF8.self))
    let finished = try Step.command(
      ["--endpoint", balancer.baseURL, "-e", "-j", "16", "--cacert", trust]
    ).run(stdin: Step.events(1...2000))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...2000).map(String.init))
    try finished.expectOwnAnswers()
    #expect(collector.statistics.requests >= 2000)
  }

  @Test func nothingIsLostWhileHaproxyIsReloaded() throws {
    let collector = try Collector(namesMessages: true)
    let frontend = try Frontend(.haproxyClosing, before: collector)
    let running = try command(frontend, ["-j", "16"]).start()
    for round in 0..<3 {
      try running.write(Step.events(round * 500 + 1...round * 500 + 500))
      #expect(eventually { collector.statistics.requests > round * 500 + 200 })
      frontend.reload()
    }
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...1500).map(String.init))
    try finished.expectOwnAnswers()
  }
}
