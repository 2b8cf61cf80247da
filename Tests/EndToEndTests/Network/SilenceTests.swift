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

/// Whatever does not answer costs the calls that wait for it, and no others.
@Suite(.timeLimit(.minutes(5))) struct SilenceTests {
  /// As when a router forgets connections: what is sent on them is lost, new ones work.
  @Test func connectionsThatWentDarkCostAnAttemptEach() throws {
    let collector = try Collector(namesMessages: true) { request in
      request.connection <= 16 && request.number > 64 ? Reply(delivery: .hang) : .success
    }
    let settings = ["-s", "timeout=1", "-s", "retries=1", "-e", "-j", "16"]
    let finished = try Step.command(to: collector, settings).run(stdin: Step.events(1...300))
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 300)
    try finished.expectOwnAnswers()
  }

  /// Starts the program in a mount namespace where a file of /etc is another one, which is put into
  /// `directory`.
  private func start(
    _ arguments: [String], replacing file: String, with text: String,
    in directory: TemporaryDirectory
  ) throws -> Running {
    let own = try directory.write("file", text)
    let script = "mount --bind \(own) \(file) && exec \"$@\""
    let step = Step.command(arguments)
    return try Command(
      Tool.path("unshare"),
      arguments: ["-m", "sh", "-c", script, "sh", Binary.segmentStep] + step.arguments
    ).start()
  }

  private func run(
    _ arguments: [String], replacing file: String, with text: String, events: ClosedRange<Int>
  ) throws -> Finished {
    let directory = try TemporaryDirectory()
    let running = try start(arguments, replacing: file, with: text, in: directory)
    try running.write(Step.events(events))
    return try running.wait()
  }

  private static let canMount: Bool = {
    guard getuid() == 0, let unshare = Tool.find("unshare") else { return false }
    let trial = ["-m", "sh", "-c", "mount --bind /etc/hosts /etc/hosts"]
    return (try? Command(unshare, arguments: trial).run())?.status == .exited(0)
  }()

  @Test(.enabled(if: canMount, "needs root and mount namespaces"))
  func aResolverThatDoesNotAnswerHoldsUpNothing() throws {
    let resolver = try SilentSocket(datagramsAt: "127.0.0.77", port: 53)
    let start = ContinuousClock.now
    let finished = try run(
      ["--endpoint", "https://api.example.test/v1", "-s", "timeout=1"],
      replacing: "/etc/resolv.conf", with: "nameserver 127.0.0.77\noptions timeout:30\n",
      events: 1...20)
    // This resolver gives up after a minute.
    #expect(ContinuousClock.now - start < .seconds(25))
    #expect(finished.lines.count == 20)
    #expect(try finished.fields("segment.error.type").allSatisfy { $0 == #""timeout""# })
    #expect(try finished.fields("segment.attempts").allSatisfy { $0 == "0" })
    withExtendedLifetime(resolver) {}
  }

  @Test(.enabled(if: canMount, "needs root and mount namespaces"))
  func aResolverThatDoesNotAnswerHoldsUpNoSignal() throws {
    let resolver = try SilentSocket(datagramsAt: "127.0.0.78", port: 53)
    let directory = try TemporaryDirectory()
    let running = try start(
      ["--endpoint", "https://api.example.test/v1", "-s", "timeout=1", "-j", "2"],
      replacing: "/etc/resolv.conf", with: "nameserver 127.0.0.78\noptions timeout:30\n",
      in: directory)
    try running.write(Step.events(1...100))
    // Two at a time, for a second each: most have not been sent when the first line comes.
    _ = try #require(try running.readLine())
    let signalled = ContinuousClock.now
    running.signal(SIGINT)
    #expect(eventually { running.hasEnded })
    #expect(ContinuousClock.now - signalled < .seconds(25))
    let finished = try running.wait()
    #expect(finished.status == .exited(130), finished.story)
    #expect(try finished.fields("id") == (1...100).map(String.init))
    let types = Set(try finished.fields("segment.error.type"))
    #expect(types == [#""timeout""#, #""not_sent""#], finished.story)
    withExtendedLifetime(resolver) {}
  }

  @Test(.enabled(if: canMount, "needs root and mount namespaces"))
  func theNextAddressIsTried() throws {
    let collector = try Collector(namesMessages: true)
    let dead = try SilentSocket(connectionsAt: "127.0.0.2", port: collector.port)
    let finished = try run(
      [
        "--endpoint", "http://two.test:\(collector.port)/v1", "--insecure-http", "-s", "timeout=4",
        "-e",
      ],
      replacing: "/etc/hosts", with: "127.0.0.2 two.test\n127.0.0.1 two.test localhost\n",
      events: 1...20)
    #expect(finished.status == .exited(0), finished.story)
    try finished.expectOwnAnswers()
    withExtendedLifetime(dead) {}
  }
}
