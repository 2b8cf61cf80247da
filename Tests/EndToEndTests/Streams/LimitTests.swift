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

  private static func inherit(_ count: Int) -> String {
    "for i in {10..\(9 + count)}; do eval \"exec $i</dev/null\"; done"
  }

  @Test(arguments: [false, true]) func inheritedDescriptorsLeaveFewerCalls(isSandbox: Bool) throws {
    let collector = try Collector()
    let step = isSandbox ? Step.command(["--sandbox"]) : Step.command(to: collector)
    let finished = try run("\(Self.inherit(50)); ulimit -n 64", step, Step.events(1...200))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" }, finished.story)
    #expect(finished.errors.contains("calls in flight, for want of open files"), finished.story)
  }

  @Test func tooManyInheritedDescriptorsAreAnError() throws {
    let finished = try run(
      "\(Self.inherit(52)); ulimit -n 62", Step.command(["--sandbox"]), Step.events(1...3))
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.output == "")
    #expect(finished.errors.hasPrefix("segment-step: cannot start: "), finished.story)
    #expect(
      finished.errors.hasSuffix(
        " of 62 files are open already, which leaves no room for a call; close some, or raise the"
          + " limit with ulimit -n\n"), finished.story)
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
