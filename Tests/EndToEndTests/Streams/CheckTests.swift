import TestSupport
import Testing

/// `--check` with an input that is a pipe.
struct CheckTests {
  private static let eventsOfNobody = String(repeating: "{}\n", count: 3)

  @Test func reportsAsSoonAsItHasItsEvents() throws {
    let running = try Step.command(["--check", "--check-events", "2"]).start()
    try running.write(Self.eventsOfNobody)
    // The pipe stays open.
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.output.contains("\n2 events tried, nothing sent: 2 would"), finished.story)
  }

  @Test func anEventWithoutACallMattersIfAsked() throws {
    for (event, status) in [("{}", Int32(0)), ("[]", 1)] {
      let finished = try Step.command(["--check", "-e"]).run(stdin: event)
      #expect(finished.status == .exited(status), finished.story)
      #expect(try Step.command(["--check"]).run(stdin: event).status == .exited(0))
    }
  }

  @Test func namesTheStepsThatAreNotRun() throws {
    let steps = "[{type: http}, {write_key: k, operation: identify, user_id: u}, {type: sql}]"
    let finished = try Command(Binary.segmentStep, arguments: ["--check", "-i", steps])
      .run(stdin: "")
    #expect(finished.output.contains("steps that are not run: 1 (http), 3 (sql)\n"), finished.story)
  }

  @Test(.enabled(if: Tool.find("script") != nil, "needs script, of util-linux"))
  func saysOnATerminalThatNoEventsWereTried() throws {
    let step = Step.command(["--check"])
    let words = ([step.path] + step.arguments).map { "'\($0)'" }.joined(separator: " ")
    let finished = try Command(
      Tool.path("script"), arguments: ["-qec", words, "/dev/null"],
      environment: ["SHELL": "/bin/sh"]
    ).run(stdin: "")
    #expect(finished.output.contains("no events were tried: < FILE gives some"), finished.story)
  }

  @Test func readsNothingForNoEvents() throws {
    let running = try Step.command(["--check", "--check-events", "0"]).start()
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.first == "track calls to https://api.segment.io/v1", finished.story)
    #expect(!finished.output.contains("tried"), finished.story)
  }

  @Test func saysThatThereWereNoEvents() throws {
    for input in ["", "\n \n"] {
      let finished = try Step.command(["--check"]).run(stdin: input)
      #expect(finished.status == .exited(0), finished.story)
      #expect(finished.output.hasSuffix("\nno events on standard input: none was tried\n"))
    }
  }

  @Test func aFullDiskIsAnError() throws {
    var command = Step.command(["--check"])
    command.outputPath = "/dev/full"
    #expect(try command.run(stdin: Self.eventsOfNobody).status == .exited(4))
  }

  @Test func inputThatCannotBeReadIsAFailure() throws {
    let directory = try TemporaryDirectory()
    let finished = try Step.command(["--check"]).start(.file(directory.path)).wait()
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.errors == "segment-step: cannot read standard input: Is a directory\n")
    #expect(!finished.output.contains("no events"), finished.story)
  }
}
