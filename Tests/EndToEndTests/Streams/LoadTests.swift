import Sandbox
import TestSupport
import Testing

struct LoadTests {
  @Test func aLongLineIsDelivered() throws {
    let collector = try Collector(namesMessages: true)
    let text = String(repeating: "0123456789", count: 300_000)
    let input = "{\"id\":1,\"text\":\"\(text)\"}\n"
    let finished = try Step.command(to: collector, ["-e"]).run(stdin: input)
    #expect(finished.status == .exited(0))
    #expect(finished.output.hasPrefix(input.dropLast(2)))
    #expect(try field("segment.success", of: finished.output) == "true")
    try finished.expectOwnAnswers()
  }

  @Test(.enabled(if: Sanitizer.isAbsent)) func memoryStaysFlat() throws {
    let collector = try Collector(namesMessages: true)
    let count = 20_000
    let text = String(repeating: "x", count: 500)
    let input = (1...count).map { "{\"id\":\($0),\"text\":\"\(text)\"}\n" }.joined()
    let directory = try TemporaryDirectory()
    let command = Step.command(to: collector, ["-e", "-j", "32"])
    let script = #"echo $$ > pid; exec "$0" "$@""#
    let running = try Command(
      "/bin/sh", arguments: ["-c", script, command.path] + command.arguments,
      directory: directory.path
    ).start()
    try running.write(input)
    for _ in 1...count { _ = try #require(try running.readLine()) }
    let process = String(decoding: try directory.read("pid"), as: UTF8.self)
    let peak = Self.peakMemory(process)
    let finished = try running.wait()
    #expect(finished.status == .exited(0))
    #expect(finished.stdout.count { $0 == 0x0A } == count)
    #expect(collector.statistics.requests == count)
    #expect(collector.statistics.mostInFlight <= 32)
    #expect(peak ?? finished.peakMemory < 64 << 20, "\((peak ?? 0) >> 20) MiB")
  }

  /// Answers of 200 KB, and nobody who reads the output: calls stop when all is held that may be.
  @Test func noCallStartsWhileTheWriterHasAllThatMayBeHeld() throws {
    let answer = Reply(body: [UInt8](repeating: UInt8(ascii: "x"), count: 200_000))
    let collector = try Collector { _ in answer }
    let running = try Step.command(to: collector, ["--hold", "4M", "-j", "4"]).start()
    let count = 200
    try running.write(Step.events(1...count))
    #expect(eventually { collector.statistics.requests >= 10 })
    // Whoever counts on answers of a mebibyte each counts on fewer calls than these.
    #expect(!eventually(within: 1) { collector.statistics.requests > 60 })
    for _ in 1...count { _ = try #require(try running.readLine()) }
    let finished = try running.wait()
    #expect(finished.status == .exited(0))
    #expect(collector.statistics.requests == count)
  }

  /// The most bytes that a live process has held since it began its program; nil where the system
  /// does not say. `Finished.peakMemory` is no less than what the tests' own process holds.
  private static func peakMemory(_ process: String) -> Int? {
    let path = "/proc/\(process.prefix { $0.isNumber })/status"
    guard let status = try? Fixtures.read(path) else { return nil }
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
  }
}
