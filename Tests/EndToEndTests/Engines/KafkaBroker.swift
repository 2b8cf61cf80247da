import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The broker for trials that librdkafka holds, inside a kcat that is given nothing to write.
final class KafkaBroker {
  static let isInstalled = ConditionTrait.enabled(if: Tool.find("kcat") != nil, "needs kcat")

  /// Its host and port.
  let address: String
  private let directory: TemporaryDirectory
  private let process: Running

  init() throws {
    let directory = try TemporaryDirectory()
    let log = directory.path("log")
    let command = Command(
      "/bin/sh",
      arguments: [
        "-c",
        "exec \"$0\" -P -b none -t purchases -p 0 -X test.mock.num.brokers=1 -d mock 2> \"$1\"",
        try Tool.path("kcat"), log,
      ],
      deadline: 3600)
    process = try command.start()
    self.directory = directory
    var address: String?
    _ = eventually(within: 10) {
      let text = String(decoding: (try? Fixtures.read(log)) ?? [], as: UTF8.self)
      address = text.split(separator: "bootstrap.servers=").dropFirst().first?
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().first.map(String.init)
      return address != nil
    }
    guard let address else { throw SupportError("kcat shows no broker in \(log)") }
    self.address = address
  }

  deinit {
    process.signal(SIGKILL)
    _ = try? process.wait()
  }

  /// Adds events to the partition.
  func add(_ events: String) throws {
    let added = try Command(
      Tool.path("kcat"), arguments: ["-P", "-b", address, "-t", "purchases", "-p", "0"]
    ).run(stdin: events)
    #expect(added.status == .exited(0), added.story)
  }
}
