import Sandbox
import Synchronization
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A collector for a kitchen, which kills the programs that send to it, once, in the midst of a request.
/// Before that it may ask them to stop.
struct Reaper {
  let collector: Collector
  private let kills = Kills()

  /// Has the `segment-step` of a kitchen send here, as the child of a shell that dies with it.
  ///
  /// - Parameters:
  ///   - request: the number of the request at which they are killed.
  ///   - withParent: whether what started the shells dies too.
  ///   - stop: the number of the request at which they get `SIGTERM`, if at all.
  init(
    in kitchen: Kitchen, at request: Int, withParent: Bool = false, askingAt stop: Int? = nil
  ) throws {
    let file = kitchen.directory.path("processes")
    let kills = kills
    collector = try Collector(recording: true) { received in
      if received.number == stop { _ = Kills.send(SIGTERM, to: file) }
      if received.number == request { kills.kill(file) }
      return .success
    }
    try kitchen.directory.write(
      "bin/segment-step",
      """
      #!/bin/sh
      echo $$ \(withParent ? "$PPID" : "") >> '\(file)'
      sh -c 'echo $$ >> "$0"; exec "$@"' '\(file)' \\
        '\(Binary.segmentStep)' --endpoint \(collector.baseURL) "$@"
      exit $?

      """)
  }

  /// How many processes were killed.
  var killed: Int { kills.count.withLock { $0 } }

  /// The message ids of the calls so far, repeated ones too.
  func messageIDs() throws -> [String] {
    try collector.requests.compactMap { try field("messageId", of: $0.body) }
  }

  private final class Kills: Sendable {
    let count = Mutex(0)

    /// Kills the processes whose numbers stand in a file.
    func kill(_ file: String) {
      let killed = Self.send(SIGKILL, to: file)
      count.withLock { $0 += killed }
    }

    /// Sends a signal to the processes whose numbers stand in a file.
    ///
    /// - Returns: how many there are.
    static func send(_ number: Int32, to file: String) -> Int {
      let text = String(decoding: (try? Fixtures.read(file)) ?? [], as: UTF8.self)
      let processes = text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
      return processes.count { $0 > 1 && sendSignal($0, number) == 0 }
    }
  }
}

// Inside `Kills` the plain name means its own method.
private func sendSignal(_ process: pid_t, _ number: Int32) -> Int32 { kill(process, number) }
