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

/// Runs with one command line that go on behind each other's results.
struct Resuming {
  let directory: TemporaryDirectory
  let collector: Collector
  /// Arguments besides the step, the collector and `--resume`.
  var arguments: [String] = []
  /// How the shell opens standard output.
  var redirection = ">> results"
  /// What the shell does before.
  var preparation = ":"

  init(_ collector: Collector) throws {
    directory = try TemporaryDirectory()
    self.collector = collector
  }

  /// The command: `results` takes the results.
  var command: Command {
    let step = Step.command(to: collector, ["--resume", "results"] + arguments)
    return Command(
      "/bin/sh",
      arguments: ["-c", "\(preparation); exec \"$0\" \"$@\" \(redirection)", step.path]
        + step.arguments,
      directory: directory.path)
  }

  /// Runs to the end.
  func run(_ input: String) throws -> Finished {
    try command.run(stdin: input)
  }

  /// Runs, which must be a success.
  func succeed(_ input: String) throws {
    let finished = try run(input)
    #expect(finished.status == .exited(0), finished.story)
  }

  /// Runs, which must be refused, with this said, and nothing sent or written.
  func expectRefusal(_ input: String, _ words: String) throws {
    let sent = collector.statistics.requests
    let before = try? directory.read("results")
    let finished = try run(input)
    #expect(finished.status == .exited(2), finished.story)
    #expect(finished.errors.contains(words), finished.story)
    #expect(collector.statistics.requests == sent)
    #expect(try before == nil || directory.read("results") == before)
  }

  /// Whether a run has locked the results.
  var isInUse: Bool {
    let descriptor = open(directory.path("results"), O_RDWR)
    defer { close(descriptor) }
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    return fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  /// The lines of the results, each with its line feed.
  func results() throws -> [String] {
    let text = try directory.read("results")
    #expect(text.isEmpty || text.last == 0x0A)
    return text.split(separator: 0x0A).map { String(decoding: $0 + [0x0A], as: UTF8.self) }
  }

  /// The ids of the results.
  func ids() throws -> [Int] {
    try results().map { try #require(try field("id", of: $0).flatMap { Int($0) }) }
  }
}
