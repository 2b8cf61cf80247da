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

/// Runs that go on behind the results of earlier ones.
final class ResumeTests {
  private let collector: Collector
  private var resuming: Resuming

  init() throws {
    collector = try Collector()
    resuming = try Resuming(collector)
  }

  @Test func goesOnBehindTheWholeLines() throws {
    try resuming.succeed(Step.events(1...4))
    let whole = try resuming.directory.read("results")
    try resuming.directory.write("results", whole + Array(#"{"id":5,"segm"#.utf8))
    try resuming.succeed(Step.events(1...9))
    #expect(try resuming.ids() == Array(1...9))
    #expect(collector.statistics.requests == 9)
    #expect(Array(try resuming.directory.read("results").prefix(whole.count)) == whole)
    // There is nothing more to do.
    try resuming.succeed(Step.events(1...9))
    #expect(collector.statistics.requests == 9)
  }

  @Test func numbersLinesAsTheInputDoes() throws {
    resuming.arguments = ["-s", "properties.line=${input:line}", "--summary", "json"]
    try resuming.succeed(Step.events(1...2))
    let recording = try Collector(recording: true)
    var next = try Resuming(recording)
    next.arguments = resuming.arguments
    try next.directory.write("results", try resuming.directory.read("results"))
    let finished = try next.run("{\"id\":1}\n\n{\"id\":2}\n \n{\"id\":3}\n")
    #expect(finished.status == .exited(0), finished.story)
    #expect(try field("properties.line", of: recording.requests[0].body) == "5")
    #expect(try field("lines", of: finished.errors) == "2")
    #expect(try field("blank", of: finished.errors) == "1")
    #expect(try field("passed_over", of: finished.errors) == "3")
  }

  /// What a line looks like does not matter, only that it is the same.
  @Test(arguments: [
    "{\"id\":1}\n\n  \t\n{\"id\":2}\n\n{\"id\":3}\n",
    "{\"id\":1}\r\n\r\n{\"id\":2}\r\n{\"id\":3}\r\n",
    "\u{FEFF}{\"id\":1}\n{\"id\":2}\n{\"id\":3}",
    "\u{FEFF}\n\n{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n \n",
    "{ \"id\":1 } \n{\"id\" : 2 }\n{\"segment\":{\"x\":1},\"id\":3}\n",
    "{\"id\":1,\"segment\":7}\n {\"id\":2}\n{\"segment\":1,\"id\":3,\"s\\u0065gment\":[]}\n",
  ])
  func passesOverLinesOfAllForms(_ input: String) throws {
    for lines in 1...3 {
      let resuming = try Resuming(collector)
      let sent = collector.statistics.requests
      try resuming.succeed(input)
      let all = try resuming.results()
      #expect(all.count == 3)
      try resuming.directory.write("results", all.prefix(lines).joined())
      try resuming.succeed(input)
      #expect(try resuming.ids() == [1, 2, 3])
      #expect(collector.statistics.requests == sent + 6 - lines)
    }
  }

  @Test func comparesLinesThatAreNoEventsByWhatTheyAre() throws {
    let lines = ["{\"a\":}", "[1]", "\"\\u00e9\u{1}\\", "nul\u{0}", "{}"].map { Array($0.utf8) }
    let input = (lines + [[0xFF, 0x22, 0xC3], Array("{\"id\":7}".utf8)]).map { $0 + [0x0A] }
    for count in 1...input.count {
      let resuming = try Resuming(collector)
      let first = try resuming.command.run(stdin: Array(input.prefix(count).joined()))
      #expect(first.status == .exited(3), first.story)
      let second = try resuming.command.run(stdin: Array(input.joined()))
      let isAllRight = count >= input.count - 1
      #expect(second.status == .exited(isAllRight ? 0 : 3), second.story)
      #expect(try resuming.results().count == input.count)
      var other = input
      other[count - 1] = Array("true\n".utf8)
      let refused = try resuming.command.run(stdin: Array(other.prefix(count).joined()))
      #expect(refused.status == .exited(2), refused.story)
    }
  }

  @Test func refusesAnotherInput() throws {
    try resuming.succeed(Step.events(1...5))
    let whole = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    try resuming.directory.write("results", whole + "{\"id\":6,")
    try resuming.expectRefusal(
      Step.events(2...9), "line 1 of 'results' is not line 1 of the input with its result; ")
    try resuming.expectRefusal(
      Step.events([1, 2, 3, 4]) + "\n" + Step.events([6, 7]),
      "line 5 of 'results' is not line 6 of the input with its result; ")
    try resuming.expectRefusal(
      Step.events(1...3) + "\n", "'results' has 5 whole lines, but the input only 3 that are not")
    try resuming.expectRefusal("", "the input only 0 that are not blank")
    var other = resuming
    other.arguments = ["-s", "output_to=result"]
    try other.expectRefusal(Step.events(1...9), "line 1 of 'results' carries no result where")
  }

  /// Of a longer line not enough is kept to compare it.
  @Test func refusesALineThatIsTooLongToCompare() throws {
    let line = "{\"id\":1,\"text\":\"\(String(repeating: "x", count: 300))\"}\n"
    try resuming.succeed(line)
    var other = resuming
    other.arguments = ["--max-line", "299"]
    try other.expectRefusal(line, "line 1 of the input, which is to be compared, is")
  }

  @Test func refusesAFileThatIsNoneOfResults() throws {
    try resuming.directory.write("results", "a note without a line feed")
    try resuming.expectRefusal(Step.events(1...2), "'results' holds no line, and what it holds is")
    try resuming.directory.write("results", "some\nnotes\n")
    try resuming.expectRefusal(Step.events(1...2), "line 1 of 'results' carries no result")
  }

  @Test func aLastLineWithoutLineFeedCountsOnceItIsWhole() throws {
    let first = try resuming.run("{\"id\":1}\n{\"id\":2")
    #expect(first.status == .exited(0), first.story)
    #expect(first.errors.contains("line 2, the last one, is not finished: it is left to the next"))
    #expect(try resuming.ids() == [1])
    try resuming.succeed("{\"id\":1}\n{\"id\":2}")
    #expect(try resuming.ids() == [1, 2])
    try resuming.succeed("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n")
    #expect(try resuming.ids() == [1, 2, 3])
  }

  @Test func followsInputThatIsStillRunning() throws {
    try resuming.succeed(Step.events(1...3))
    let running = try resuming.command.start()
    try running.write(Step.events(1...2))
    try running.write(Step.events(3...4))
    #expect(
      eventually { (try? resuming.directory.read("results"))?.count { $0 == 0x0A } == 4 })
    try running.write(Step.events(5...5))
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    #expect(try resuming.ids() == Array(1...5))
  }

  @Test func stopsWhileItPassesOver() throws {
    try resuming.succeed(Step.events(1...3))
    let running = try resuming.command.start()
    try running.write(Step.events(1...2))
    // Once it has the file, SIGUSR1 waits until it can be answered.
    #expect(eventually { resuming.isInUse })
    running.signal(SIGUSR1)
    #expect(try running.waitForErrors(containing: "0 delivered"))
    running.signal(SIGTERM)
    let finished = try running.wait()
    #expect(finished.status == .exited(143), finished.story)
    #expect(collector.statistics.requests == 3)
  }

  /// What failed stays failed: `--retry-failed` over the results repeats it, and is resumed too.
  @Test func aRepetitionOfFailuresIsResumed() throws {
    let failing = try Collector { Reply.json("{}", status: $0.number % 2 == 0 ? 400 : 200) }
    let earlier = try Resuming(failing)
    try earlier.succeed(Step.events(1...6))
    let input = try earlier.results()
    resuming.arguments = ["--retry-failed"]
    for count in [1, 2, 5, 6] { try resuming.succeed(input.prefix(count).joined()) }
    #expect(try resuming.ids() == Array(1...6))
    #expect(collector.statistics.requests == 3)
    #expect(try resuming.results().allSatisfy { try field("segment.success", of: $0) == "true" })
  }
}
