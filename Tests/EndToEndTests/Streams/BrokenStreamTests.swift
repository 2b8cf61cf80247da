import Sandbox
import TestSupport
import Testing

/// Standard streams that cannot be used.
struct BrokenStreamTests {
  private static let unwritable =
    "segment-step: cannot write to standard output: No space left on device\n"

  @Test(arguments: [["-n"], ["--sandbox"]])
  func outputIsFull(_ arguments: [String]) throws {
    var command = Step.command(arguments)
    command.outputPath = "/dev/full"
    let finished = try command.run(stdin: Step.events(1...3))
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.errors == Self.unwritable)
  }

  @Test(arguments: ["--help", "--version"])
  func outputIsFullFor(_ flag: String) throws {
    var command = Command(Binary.segmentStep, arguments: [flag])
    command.outputPath = "/dev/full"
    let finished = try command.run()
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.errors == Self.unwritable)
  }

  @Test func inputIsADirectory() throws {
    let finished = try Step.command(["--sandbox"]).start(.file("/tmp")).wait()
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.errors == "segment-step: cannot read standard input: Is a directory\n")
  }

  /// No file, pipe or socket of the program's own may take the place of a stream that is closed.
  @Test(arguments: ["<&-", ">&-"])
  func streamIsClosed(_ redirection: String) throws {
    let script = #"exec "$0" "$@" \#(redirection)"#
    let arguments = ["-c", script, Binary.segmentStep, "--sandbox"] + Step.track
    let finished = try Command("/bin/sh", arguments: arguments, deadline: 20)
      .run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.output == "")
    #expect(finished.errors.contains("Bad file descriptor"))
  }
}
