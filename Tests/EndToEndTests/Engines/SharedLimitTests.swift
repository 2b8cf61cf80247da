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

/// The recipe for a limit that all processes share.
struct SharedLimitTests {
  @Test(.enabled(if: Tool.find("nginx") != nil, "needs nginx"))
  func nginx() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let port = try FreePorts.take()
    let server = try EnginesManual.recipe("nginx")
      .replacing("127.0.0.1:9000", with: "127.0.0.1:\(port)")
      .replacing("https://api.segment.io", with: "http://127.0.0.1:\(collector.port)")
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(directory.path)/\($0);" }.joined(separator: "\n")
    let pid = directory.path("nginx.pid")
    let file = try directory.write(
      "nginx.conf",
      """
      daemon off; master_process off; pid \(pid); error_log stderr; events {}
      http {
      access_log off;
      \(temporary)
      \(server)
      }

      """)
    let nginx = try Command(
      Tool.path("nginx"), arguments: ["-p", directory.path, "-e", "stderr", "-c", file]
    ).start()
    #expect(eventually { nginx.hasEnded || (try? Fixtures.read(pid))?.isEmpty == false })
    let start = ContinuousClock.now
    let endpoint = ["--endpoint", "http://127.0.0.1:\(port)/v1", "-j", "32"]
    let runs = try (0..<2).map { _ in try Step.command(endpoint).start(.bytes(events)) }
    for run in runs {
      let finished = try run.wait()
      #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" }, finished.story)
      #expect(finished.lines.count == 400)
    }
    // The first call comes at once, and each of the others 2 ms after the one before.
    #expect(ContinuousClock.now - start >= .milliseconds(2 * 799 - 100))
    #expect(collector.statistics.repliesByStatus == [200: 800])
    nginx.signal(SIGTERM)
    _ = try nginx.wait()
  }

  private var events: [UInt8] { Array(Step.events(1...400).utf8) }
}
