import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A Redis on a loopback port, which keeps nothing on disk.
final class RedisServer {
  static let isInstalled = ConditionTrait.enabled(
    if: Tool.find("redis-server") != nil && Tool.find("redis-cli") != nil,
    "needs redis-server and redis-cli")

  let port: UInt16
  private let process: Running

  init() throws {
    let port = try FreePorts.take()
    let arguments = ["--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]
    let process = try Command(
      Tool.path("redis-server"), arguments: arguments, deadline: 3600
    ).start()
    (self.port, self.process) = (port, process)
    let answers = try eventually { try process.hasEnded || run("PING\n").output == "PONG\n" }
    guard answers, !process.hasEnded else {
      process.signal(SIGTERM)
      throw SupportError("redis-server does not start\n\(try process.wait())")
    }
  }

  deinit {
    process.signal(SIGTERM)
    _ = try? process.wait()
  }

  /// Runs commands, each a line.
  @discardableResult
  func run(_ commands: String) throws -> Finished {
    try Command(Tool.path("redis-cli"), arguments: ["-p", "\(port)"]).run(stdin: commands)
  }

  /// Adds events to the stream of purchases.
  func add(_ events: String) throws {
    let lines = events.split(separator: "\n")
    let added = try run(lines.map { "XADD purchases * event '\($0)'\n" }.joined())
    #expect(added.lines.count == lines.count, added.story)
  }
}
