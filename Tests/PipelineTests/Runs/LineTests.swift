import Sandbox
import Testing

@testable import Pipeline

/// Lines that are no events, and runs that make no calls.
@Suite(.timeLimit(.minutes(5))) struct LineTests {
  @Test(arguments: [200, 3_000_000]) func goesOnBehindALineThatIsTooLong(padding: Int) throws {
    let collector = try Collector()
    let long = events(21...21, padding: padding)
    let input = events(1...20) + long + events(22...30) + long.dropLast()
    let run = try FileRun(config(), input, to: collector, concurrency: 2) { $0.run.lineLimit = 100 }
    #expect(run.report.inputEnd == .endOfInput)
    #expect(run.report.lines == 31)
    #expect(run.report.delivered == 29)
    #expect(run.report.refused == [.lineTooLong: 2])
    #expect(run.lines.count == 31)
    for line in [run.lines[20], run.lines[30]] {
      #expect(line.errorType == "line_too_long")
      #expect(line.text.contains(",\"length\":\(long.utf8.count - 1),\"raw\":\"{"))
      #expect(line.text.utf8.count < 600)
    }
  }

  @Test func aLongLineMayBeTheLastOneRead() throws {
    let collector = try Collector()
    let input = events(1...2) + events(3...3, padding: 200) + events(4...5)
    let run = try FileRun(config(), input, to: collector) {
      $0.run.lineLimit = 100
      $0.run.invalidLines = .stop
    }
    #expect(run.report.inputEnd == .invalidLine)
    #expect(run.lines.count == 3)
    // One of white space is a blank line, however long it is.
    let blank = String(repeating: " ", count: 300) + "\n"
    let other = try FileRun(config(), blank + events(1...1) + blank, to: collector) {
      $0.run.lineLimit = 100
    }
    #expect(other.report.blankLines == 2)
    #expect(other.lines.count == 1)
  }

  @Test func takesLinesOfTheGreatestLength() throws {
    let collector = try Collector()
    let line = events(1...1, padding: 80)
    let run = try FileRun(config(), line, to: collector) { $0.run.lineLimit = line.utf8.count - 1 }
    #expect(run.report.delivered == 1)
    let less = try FileRun(config(), line, to: collector) { $0.run.lineLimit = line.utf8.count - 2 }
    #expect(less.report.refused == [.lineTooLong: 1])
  }

  @Test(arguments: ["nonsense", "[1]", "7", #"{"id":1"#])
  func stopsAtTheFirstInvalidLine(line: String) throws {
    let collector = try Collector()
    let input = events(1...3) + "\n" + line + "\n" + events(4...9) + "nonsense\n"
    let run = try FileRun(config(), input, to: collector) { $0.run.invalidLines = .stop }
    #expect(run.report.inputEnd == .invalidLine)
    #expect(run.report.stop == nil)
    #expect(run.report.lines == 5)
    #expect(run.lines.count == 4)
    #expect(run.report.delivered == 3)
    #expect(run.report.invalidLines == 1)
    #expect(run.lines.last?.text.contains(#""line":5"#) == true)
  }

  @Test func doesNotStopAtAnInvalidCall() throws {
    let run = try FileRun(config(), "{}\n{}\n" + events(1...1), to: try Collector()) {
      $0.run.invalidLines = .stop
    }
    #expect(run.report.inputEnd == .endOfInput)
    #expect(run.lines.map(\.errorType) == ["invalid_call", "invalid_call", nil])
  }

  @Test func stopsAtAnInvalidLastLineWithoutLineFeed() throws {
    let run = try FileRun(config(), events(1...1) + "{", to: try Collector()) {
      $0.run.invalidLines = .stop
    }
    #expect(run.report.inputEnd == .invalidLine)
    #expect(run.lines.count == 2)
  }

  @Test func keepsTheBytesOfTheEvent() throws {
    let line = #"{ "id" : 1 , "n":1.10,"big":12345678901234567890, "s":"\u00e9é" }"#
    let run = try FileRun(config(), "\u{FEFF}" + line + "\r\n", to: try Collector())
    #expect(run.lines[0].isSuccess)
    #expect(run.lines[0].text.hasPrefix(line.dropLast(1).trimmingSuffix { $0 == " " }))
    #expect(!run.lines[0].text.contains("\u{FEFF}"))
  }

  @Test func sendsNothingInADryRun() throws {
    let collector = try Collector()
    let run = try FileRun(config(), events(1...300) + "nonsense\n", to: collector) {
      $0.run.isDry = true
    }
    #expect(run.ids == Array(1...300))
    #expect(run.lines.dropLast().allSatisfy { $0.text.contains(#""segment":{"dry_run":true"#) })
    #expect(run.lines[6].text.contains(#""userId":"7""#))
    #expect(run.lines[0].text.contains(#""Authorization":"Basic ***""#))
    #expect(run.lines[0].text.contains(collector.baseURL + "/track"))
    #expect(run.report.dry == 300)
    #expect(run.report.invalidLines == 1)
    #expect(collector.statistics.connections == 0)
  }

  @Test func passesOverWhatIsDelivered() throws {
    let collector = try Collector(recording: true) { request in
      request.id % 2 == 0 && request.number <= 10 ? Reply(status: 503) : .success
    }
    let first = try FileRun(config(), events(1...10), to: collector)
    let failed = first.lines.filter { !$0.isSuccess }.compactMap(\.id)
    let input = first.lines.map { $0.text + "\n" }.joined()
    let second = try FileRun(config(), input, to: collector) { $0.run.skipsDelivered = true }
    #expect(!failed.isEmpty)
    #expect(second.report.unchanged == 10 - failed.count)
    #expect(second.report.delivered == failed.count)
    #expect(second.ids == Array(1...10))
    #expect(second.lines.allSatisfy { $0.isSuccess })
    #expect(collector.requests.dropFirst(10).map(\.id).sorted() == failed)
    for (before, after) in zip(first.lines, second.lines) where before.isSuccess {
      #expect(before.text == after.text)
    }
  }
}

extension Substring {
  /// Without the characters at its end that are like that.
  fileprivate func trimmingSuffix(_ isUnwanted: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isUnwanted(last) { rest.removeLast() }
    return rest
  }
}
