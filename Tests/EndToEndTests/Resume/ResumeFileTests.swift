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

/// The file of `--resume`, and how it is opened.
final class ResumeFileTests {
  private let collector: Collector
  private var resuming: Resuming

  init() throws {
    collector = try Collector()
    resuming = try Resuming(collector)
  }

  @Test func aFileThatWasEmptiedIsRefused() throws {
    resuming.redirection = "> results"
    try resuming.expectRefusal(
      Step.events(1...2), "standard output is 'results', which is empty and not appended to: >")
  }

  /// As `StandardOutput=file:` of systemd opens it.
  @Test func aFileThatIsNotAppendedToIsWrittenAtItsEnd() throws {
    try resuming.succeed(Step.events(1...2))
    let whole = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    try resuming.directory.write("results", whole + "{\"id\":3,\"segment\":{\"success\":tr")
    resuming.redirection = "1<> results"
    try resuming.succeed(Step.events(1...5))
    #expect(try resuming.ids() == Array(1...5))
  }

  @Test func resultsMayGoThroughAPipe() throws {
    for last in [2, 5] {
      var command = resuming.command
      command.arguments[1] = #""$0" "$@" | tee -a results"#
      let finished = try command.run(stdin: Step.events(1...last))
      #expect(finished.status == .exited(0), finished.story)
      #expect(finished.errors == "")
    }
    #expect(try resuming.ids() == Array(1...5))
    #expect(collector.statistics.requests == 5)
  }

  @Test func anotherOutputIsWarnedOf() throws {
    try resuming.succeed(Step.events(1...2))
    resuming.redirection = "> others"
    let finished = try resuming.run(Step.events(1...3))
    #expect(finished.status == .exited(0), finished.story)
    #expect(
      finished.errors.contains("standard output is another file than 'results': the next run"))
    #expect(try field("id", of: resuming.directory.read("others")) == "3")
    #expect(try resuming.ids() == [1, 2])
  }

  @Test func aNameThatIsMisspeltIsNoticed() throws {
    try resuming.directory.write("resutls", "{\"id\":1}\n")
    resuming.redirection = ">> resutls"
    try resuming.expectRefusal(
      Step.events(1...3), "there is no 'results', but standard output holds something already")
  }

  @Test func filesOfOtherKindsAreRefused() throws {
    resuming.redirection = ">> others"
    resuming.preparation = "mkdir results"
    try resuming.expectRefusal("", "'results' is no regular file")
    resuming.preparation = "rmdir results; mkfifo results"
    try resuming.expectRefusal("", "'results' is no regular file")
    // To read it would be to wait for a writer.
    unlink(resuming.directory.path("results"))
    resuming.preparation = "ln -s no/such/file results"
    try resuming.expectRefusal("", "cannot open 'results' to read and cut it: No such file")
    resuming.preparation = "rm results; touch results"
    resuming.redirection = ">> others < results"
    try resuming.expectRefusal("", "'results' is the file that standard input reads")
    resuming.redirection = ">> others 2>> results"
    #expect(try resuming.run("").status == .exited(2))
    #expect(
      String(decoding: try resuming.directory.read("results"), as: UTF8.self)
        .contains("standard error is 'results': what is said there would count as results"))
    resuming.redirection = ">> others"
    resuming.preparation = ":"
    resuming.arguments = ["--summary-file", "./results"]
    try resuming.expectRefusal("", "'results' is the file of --summary-file, too")
  }

  @Test func aDryRunDoesNotMix() throws {
    try resuming.succeed(Step.events(1...2))
    let whole = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    try resuming.directory.write("results", whole + "{\"id\":3,")
    var dry = resuming
    dry.arguments = ["-n"]
    try dry.expectRefusal(
      Step.events(1...3), "standard output is 'results': results of a dry run would count as")
    // Elsewhere it shows what comes next, and changes nothing.
    dry.redirection = "> dry"
    try dry.succeed(Step.events(1...3))
    #expect(try field("id", of: dry.directory.read("dry")) == "3")
    let after = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    #expect(after == whole + "{\"id\":3,")
    try resuming.directory.write("results", try resuming.directory.read("dry"))
    try resuming.expectRefusal(Step.events(3...4), "line 1 of 'results' is the result of a dry run")
  }

  @Test func aSecondRunSaysWhichIsTheFirst() throws {
    let running = try resuming.command.start()
    try running.write(Step.events(1...1))
    #expect(eventually { (try? resuming.directory.read("results"))?.last == 0x0A })
    try resuming.expectRefusal(
      Step.events(1...1), "--resume: 'results' is in use by process \(running.processID), which")
    let finished = try running.wait()
    #expect(finished.status == .exited(0), finished.story)
    try resuming.succeed(Step.events(1...2))
  }

  /// As systemd opens it for a service that has a `User=`.
  @Test(.enabled(if: getuid() == 0 && Tool.find("setpriv") != nil && Sanitizer.isAbsent))
  func aFileOfAnotherUserIsCutThroughStandardOutput() throws {
    try resuming.succeed(Step.events(1...2))
    let whole = String(decoding: try resuming.directory.read("results"), as: UTF8.self)
    try resuming.directory.write("results", whole + "{\"id\":3,")
    var command = resuming.command
    command.arguments[1] = """
      chmod 755 .; cp "$0" program; chmod 644 results
      exec setpriv --reuid 65534 --clear-groups ./program "$@" >> results
      """
    let finished = try command.run(stdin: Step.events(1...4))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try resuming.ids() == Array(1...4))
    command.arguments[1] += "2"
    let refused = try command.run(stdin: Step.events(1...4))
    #expect(refused.status == .exited(2), refused.story)
    #expect(refused.errors.contains("cannot open 'results' to read and cut it: Permission denied"))
  }

  @Test func excludesUnordered() throws {
    resuming.arguments = ["-u"]
    try resuming.expectRefusal("", "--resume and -u exclude each other")
  }

  /// A limit on the size of files stands for a disk that is full.
  @Test func aFullDiskLeavesWholeLines() throws {
    resuming.preparation = "ulimit -f 4"
    let input = Step.events(1...200)
    let full = try resuming.run(input)
    #expect(full.status == .exited(4), full.story)
    #expect(full.errors.contains("cannot write to standard output: File too large"))
    let ids = try resuming.ids()
    #expect(!ids.isEmpty && ids == Array(1...ids.count) && ids.count < 200)
    resuming.preparation = ":"
    try resuming.succeed(input)
    #expect(try resuming.ids() == Array(1...200))
  }
}
