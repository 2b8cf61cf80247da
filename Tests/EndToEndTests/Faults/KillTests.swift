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

#if canImport(Darwin)
  /// `_IOR('f', 127, int)`: Swift imports no such macro.
  private let bytesToRead: UInt = 0x4004_667F
#else
  private let bytesToRead = UInt(FIONREAD)
#endif

/// Runs that end without any chance to tidy up.
struct KillTests {
  private static let count = 1000

  /// However far it came, the whole lines that it wrote are the results of the first events, so that
  /// `tail -n +K` takes the run up again. Linux ends a write at the end of a page for SIGKILL, so there
  /// may be the beginning of one more.
  @Test func whatAKilledRunWroteIsAPrefix() throws {
    let directory = try TemporaryDirectory()
    let input = try directory.write("events", Step.events(1...Self.count))
    var killed = 0
    for round in 1...20 {
      let moment = Int.random(in: 0...Self.count)
      let collector = try Collector(namesMessages: true)
      var command = Step.command(to: collector)
      command.outputPath = directory.path("results-\(round)")
      let running = try command.start(.file(input))
      #expect(eventually { collector.statistics.requests >= moment || running.hasEnded })
      running.signal(SIGKILL)
      let finished = try running.wait()
      if finished.status == .signaled(SIGKILL) { killed += 1 }
      let output = try directory.read("results-\(round)")
      let whole = output[..<(output.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)]
      let ids = try Self.deliveredIDs(in: whole)
      #expect(ids == Array((1...Self.count).prefix(ids.count)), "killed at \(moment) requests")
      let rest = String(decoding: output[whole.endIndex...], as: UTF8.self)
      let next = "{\"id\":\(ids.count + 1),\"segment\":{\"success\":true,"
      #expect(next.hasPrefix(rest) || rest.hasPrefix(next), "\(rest)")
      // Nothing is called delivered that was not sent.
      #expect(ids.count <= collector.statistics.requests)
    }
    #expect(killed >= 10)
  }

  /// A pipe that is full when the kill comes holds whole lines.
  @Test func whatAKilledRunWroteIntoAPipeIsWhole() throws {
    let directory = try TemporaryDirectory()
    let pipe = directory.path("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    let readEnd = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(readEnd) }
    var command = Step.command(["-n"])
    command.outputPath = pipe
    let running = try command.start(
      .file(try directory.write("events", Step.events(1...Self.count))))
    var waiting: CInt = 0
    #expect(eventually { ioctl(readEnd, bytesToRead, &waiting) == 0 && waiting > 48 << 10 })
    running.signal(SIGKILL)
    #expect(try running.wait().status == .signaled(SIGKILL))
    var output = [UInt8](repeating: 0, count: 1 << 20)
    output.removeLast(output.count - max(0, read(readEnd, &output, output.count)))
    #expect(output.last == 0x0A)
    let ids = try output.split(separator: 0x0A).map { try field("id", of: Array($0)) }
    #expect(ids == (1...ids.count).map(String.init))
  }

  /// The ids of the events in lines, each of which says that its event was delivered.
  private static func deliveredIDs(in lines: ArraySlice<UInt8>) throws -> [Int] {
    try lines.split(separator: 0x0A).map { line in
      let line = Array(line)
      #expect(try field("segment.success", of: line) == "true")
      let own = try field("segment.message_id", of: line)
      #expect(try own != nil && field("segment.body.message_id", of: line) == own)
      return try #require(try field("id", of: line).flatMap { Int($0) })
    }
  }
}
