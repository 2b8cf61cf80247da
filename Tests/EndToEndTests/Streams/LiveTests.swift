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

/// Streams that stay open while the program runs.
struct LiveTests {
  @Test func aResultComesWhileTheNextLineIsWritten() throws {
    let collector = try Collector()
    let running = try Step.command(to: collector).start()
    try running.write("{\"id\":1}\n{\"id\":")
    let first = try #require(try running.readLine())
    #expect(try field("id", of: first) == "1")
    #expect(try field("segment.success", of: first) == "true")
    try running.write("2}\n")
    let second = try #require(try running.readLine())
    #expect(try field("id", of: second) == "2")
    #expect(!running.hasEnded)
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 2)
  }

  @Test func aResultComesWhileAnEarlierCallIsSlowIfUnordered() throws {
    let collector = try Collector { request in
      let id = (try? field("properties.id", of: request.body)) ?? nil
      return id == "1" ? Reply(delivery: .hang) : .success
    }
    let running = try Step.command(to: collector, ["-u", "-s", "timeout=3"]).start()
    try running.write(Step.events(1...2))
    let line = try #require(try running.readLine())
    #expect(try field("id", of: line) == "2")
    #expect(try running.wait().lines.count == 2)
  }

  @Test func endsSilentlyWhenNobodyReads() throws {
    let collector = try Collector()
    let running = try Step.command(to: collector).start()
    try running.write(Step.events(1...3))
    _ = try #require(try running.readLine())
    running.closeOutput()
    try running.write(Step.events(4...5))
    #expect(eventually { running.hasEnded })
    let finished = try running.wait()
    #expect(finished.status == .signaled(SIGPIPE), finished.story)
    #expect(finished.errors == "")
  }

  @Test func helpEndsSilentlyWhenNobodyReads() throws {
    let script = #"read -r line; exec "$0" --help"#
    let running = try Command("/bin/sh", arguments: ["-c", script, Binary.segmentStep]).start()
    running.closeOutput()
    try running.write("go\n")
    let finished = try running.wait()
    #expect(finished.status == .signaled(SIGPIPE), finished.story)
    #expect(finished.errors == "")
  }

  @Test func helpGoesToStandardOutput() throws {
    let finished = try Command(Binary.segmentStep, arguments: ["--nonsense", "--help"]).run()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.output.hasPrefix("Usage: segment-step "))
    #expect(finished.errors == "")
  }

  @Test func aSlowReaderMakesNoCallTimeOut() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let input = try directory.write("events", Step.events(1...3000))
    let running = try Step.command(to: collector, ["-e", "-s", "timeout=5"]).start(.file(input))
    // Nothing is read from it before all calls are made: far more than a pipe holds.
    #expect(eventually(within: 30) { collector.statistics.requests == 3000 })
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 3000)
  }
}
