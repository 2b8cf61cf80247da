import Sandbox
import TestSupport
import Testing

/// What is said before a run begins.
struct StartNoteTests {
  private func errors(_ arguments: [String]) throws -> String {
    try Step.command(arguments).run(stdin: "").errors
  }

  @Test func retriesWithoutAWait() throws {
    let note =
      "segment-step: retries is 2 without backoff_seconds: what fails is tried again at once;"
    #expect(try errors(["--sandbox", "-s", "retries=2"]).hasPrefix(note))
    for quiet in [["-s", "backoff_seconds=0.5"], ["-s", "backoff_max_seconds=1"], ["-q"], ["-n"]] {
      #expect(try errors(["--sandbox", "-s", "retries=2"] + quiet) == "", "\(quiet)")
    }
  }

  @Test(arguments: [
    ("{}", "segment-step: step 3 has the output_to segment too: of two runs,"),
    ("{output_to: segment}", "segment-step: step 3 has the output_to segment too"),
    ("{output_to: null}", "segment-step: step 3 has the output_to segment too"),
    ("{output_to: other}", ""), ("{type: http}", ""),
  ])
  func stepsThatWriteUnderOneKey(other: String, beginning: String) throws {
    let step = "{write_key: k, operation: identify, user_id: u}"
    func run(_ arguments: [String]) throws -> String {
      try Command(
        Binary.segmentStep,
        arguments: ["--sandbox", "-i", "[{type: sql}, \(step), \(other)]", "--step", "2"]
          + arguments
      ).run(stdin: "").errors
    }
    let errors = try run([])
    #expect(beginning.isEmpty ? errors.isEmpty : errors.hasPrefix(beginning), "\(errors)")
    #expect(try run(["-q"]) == "")
    #expect(try run(["-s", "output_to=mine"]) == "")
  }

  @Test(arguments: [
    ("wk_short-1", true), ("abc", true), ("x24b2rmtvv", false),
    ("abcdefghijklmnopqrstuvwxyz012345", false),
  ])
  func aKeyThatIsNoneOfSegments(key: String, isNoted: Bool) throws {
    let errors = try errors(["-s", "write_key=\(key)"])
    #expect(errors.contains("does not look like one of Segment's") == isNoted, "\(errors)")
    #expect(!errors.contains(key))
    #expect(try self.errors(["-s", "write_key=\(key)", "--sandbox"]) == "")
    #expect(try self.errors(["-s", "write_key=\(key)", "--endpoint", "http://127.0.0.1:1"]) == "")
  }

  @Test func resultsOfTheSameInputAreThereAlready() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    try directory.write("events", Step.events(1...3))
    try directory.write("others", Step.events(4...5))
    func errors(_ input: String, _ arguments: [String] = []) throws -> String {
      let step = Step.command(to: collector, arguments)
      var command = Command(
        "/bin/sh",
        arguments: ["-c", "exec \"$@\" < \(input) >> results", "sh", step.path] + step.arguments)
      command.directory = directory.path
      return try command.run().errors
    }
    #expect(try errors("others", ["-n"]) == "")
    try directory.write("results", "")
    #expect(try errors("events") == "")
    #expect(try errors("others") == "")
    let note = "standard output holds results of this input already, which is sent again"
    #expect(try errors("events").contains(note))
    #expect(try errors("others", ["--retry-failed"]) == "")
  }
}
