import JSON
import Sandbox
import TestSupport
import Testing

/// What is said on standard error of a run.
struct ReportTests {
  @Test func theSummaryIsOneJSONObjectOnTheLastLine() throws {
    let collector = try Collector { $0.number == 2 ? Reply(status: 400) : .success }
    let finished = try Step.command(to: collector, ["--summary", "json", "-j", "1"])
      .run(stdin: Step.events(1...3) + "\nbad\n")
    let last = try #require(finished.errors.split(separator: "\n").last.map(String.init))
    let expected = [
      "lines": "5", "blank": "1", "delivered": "2", "failed": "2", "calls": "3",
      "failures.http_status": "1", "failures.invalid_json": "1", "unchanged": "0", "dry_run": "0",
    ]
    for (path, value) in expected {
      #expect(try field(path, of: last) == value, "\(path): \(last)")
    }
    let p50 = try #require(try field("latency_ms.p50", of: last).flatMap(Double.init))
    let maximum = try #require(try field("latency_ms.max", of: last).flatMap(Double.init))
    #expect(p50 > 0 && p50 <= maximum)
    let sent = try #require(try field("bytes_sent", of: last).flatMap(Int.init))
    #expect(sent > 300)
    #expect(try field("bytes_read", of: last) == "\((Step.events(1...3) + "\nbad\n").utf8.count)")
  }

  @Test func countsNoBytesOfCallsThatFoundNoConnection() throws {
    let collector = try Collector.gone()
    let finished = try Step.command(to: collector, ["--summary", "json", "-s", "retries=1"])
      .run(stdin: Step.events(1...3))
    let last = try #require(finished.errors.split(separator: "\n").last.map(String.init))
    #expect(try field("calls", of: last) == "0")
    #expect(try field("bytes_sent", of: last) == "0")
  }

  @Test func aSummaryThatCannotBeWrittenIsAFailure() throws {
    let collector = try Collector()
    let finished = try Step.command(to: collector, ["--summary-file", "/dev/full"])
      .run(stdin: Step.events(1...3))
    #expect(finished.status == .exited(4), finished.story)
    #expect(finished.lines.count == 3)
    #expect(
      finished.errors
        == "segment-step: --summary-file: cannot write '/dev/full': No space left on device\n")
  }

  @Test func theSummaryGoesToAFile() throws {
    let collector = try Collector()
    let directory = try TemporaryDirectory()
    let file = directory.path("summary.json")
    let finished = try Step.command(to: collector, ["--summary-file", file])
      .run(stdin: Step.events(1...3))
    #expect(finished.errors == "")
    let text = String(decoding: try directory.read("summary.json"), as: UTF8.self)
    #expect(try field("delivered", of: text) == "3")
  }

  @Test func theSummaryIsForPeopleToo() throws {
    let collector = try Collector()
    let finished = try Step.command(to: collector, ["--summary", "text"])
      .run(stdin: Step.events(1...3))
    #expect(finished.errors.hasPrefix("3 lines, 3 delivered, 0 failed in "))
    #expect(finished.errors.contains("3 calls made; answered in p50 "))
  }

  @Test func anOutageDoesNotFloodTheLog() throws {
    let collector = try Collector { _ in Reply(status: 503) }
    let finished = try Step.command(to: collector).run(stdin: Step.events(1...500))
    let lines = finished.errors.split(separator: "\n")
    #expect(lines.count < 30, finished.story)
    // Whichever call ended first.
    let first = try #require(lines.first)
    #expect(first.hasPrefix("segment-step: line "), finished.story)
    #expect(first.hasSuffix(": http_status: the server answered 503"), finished.story)
    #expect(lines.last.map { $0.hasSuffix(" more events failed") } == true)
  }

  @Test func quietRunsSayNothingOfFailures() throws {
    let collector = try Collector { _ in Reply(status: 503) }
    let finished = try Step.command(to: collector, ["-q"]).run(stdin: Step.events(1...3) + "bad\n")
    #expect(finished.errors == "")
    #expect(finished.status == .exited(3))
  }

  @Test func verboseRunsTellOfEachCall() throws {
    let collector = try Collector()
    let finished = try Step.command(to: collector, ["-v"]).run(stdin: Step.events(1...3))
    let lines = finished.errors.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      #expect(line.contains(": POST \(collector.baseURL)/track 200 "), finished.story)
      #expect(line.hasSuffix(" 1 attempt: delivered"))
    }
    #expect(!finished.errors.contains(Step.writeKey))
  }

  @Test func progressIsNotDrawnWhereNobodyLooks() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(300)) }
    let finished = try Step.command(to: collector).run(stdin: Step.events(1...3))
    #expect(finished.errors == "")
  }
}
