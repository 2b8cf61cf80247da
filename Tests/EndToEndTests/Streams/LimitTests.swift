import Sandbox
import TestSupport
import Testing

/// Limits that whoever starts the program has set.
@Suite(.enabled(if: Tool.find("bash") != nil && Sanitizer.isAbsent)) struct LimitTests {
  private func run(_ script: String, _ step: Command, _ input: String) throws -> Finished {
    try Command(
      Tool.path("bash"),
      arguments: ["-c", "\(script); exec \"$0\" \"$@\"", step.path]
        + step.arguments
    ).run(stdin: input)
  }

  /// Without a size of their own, each of a dozen stacks would take as much as `ulimit -s` says.
  @Test func stacksAreSmallWhateverTheLimitSays() throws {
    let finished = try run(
      "ulimit -s 1000000; ulimit -v 1500000", Step.command(["--sandbox", "-j", "128"]),
      Step.events(1...200))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" }, finished.story)
  }

  /// glibc would reserve 64 MiB of it for each thread that allocates.
  @Test func aSmallAddressSpaceIsEnough() throws {
    for _ in 1...8 {
      let finished = try run(
        "ulimit -v 110000", Step.command(["--sandbox", "-j", "64"]), Step.events(1...200))
      #expect(finished.status == .exited(0), finished.story)
      #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" }, finished.story)
    }
  }
}
