import Sandbox
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct OrderTests {
  /// Answers after a time that depends on the event, up to 9 ms.
  private func collector() throws -> Collector {
    try Collector { request in .success(after: .milliseconds(request.id * 7919 % 10)) }
  }

  @Test(arguments: [1, 2, 16, 100]) func keepsTheOrderOfTheInput(concurrency: Int) throws {
    let run = try FileRun(
      config(), events(1...300), to: try collector(), concurrency: concurrency)
    #expect(run.ids == Array(1...300))
    #expect(run.lines.allSatisfy { $0.isSuccess })
    #expect(run.report.delivered == 300)
    #expect(run.report.lines == 300)
    #expect(run.report.inputEnd == .endOfInput)
    #expect(run.report.stop == nil)
  }

  @Test func writesEventsAsTheyFinish() throws {
    let collector = try Collector { request in
      .success(after: .milliseconds(request.id == 1 ? 2000 : 0))
    }
    let run = try FileRun(config(), events(1...200), to: collector) { $0.run.isUnordered = true }
    #expect(run.ids.sorted() == Array(1...200))
    #expect(run.ids.last == 1)
  }

  @Test func keepsEventsWithoutCallsInTheirPlace() throws {
    let input = """
      {"id":1}
      nonsense

      {"id":2,"segment":{"success":true}}
      {"id":""}
      [3]
      {"id":4}
      """
    let run = try FileRun(config(), input, to: try collector()) {
      $0.run.skipsDelivered = true
    }
    #expect(run.lines.map(\.id) == [1, nil, 2, nil, nil, 4])
    #expect(
      run.lines.map(\.errorType) == [
        nil, "invalid_json", nil, "invalid_call", "not_an_object", nil,
      ]
    )
    #expect(run.lines[2].text == #"{"id":2,"segment":{"success":true}}"#)
    #expect(run.report.lines == 7)
    #expect(run.report.blankLines == 1)
    #expect(run.report.delivered == 2)
    #expect(run.report.unchanged == 1)
    #expect(run.report.invalidLines == 2)
    #expect(run.report.undelivered == 3)
    #expect(run.report.refused == [.invalidJSON: 1, .invalidCall: 1, .notAnObject: 1])
  }

  @Test func writesNothingForNothing() throws {
    let collector = try collector()
    for input in ["", "\n", "\n \n\t\r\n"] {
      let run = try FileRun(config(), input, to: collector)
      #expect(run.lines.isEmpty)
      #expect(run.report.lines == run.report.blankLines)
    }
    #expect(collector.statistics.connections == 0)
  }

  @Test func tellsWhatTheServerSaid() throws {
    let collector = try Collector { request in
      switch request.id {
      case 1: .json(#"{"success":false}"#)
      case 2: .json("{\n\"a\": [1,\n 2]}", status: 400)
      case 3: Reply(status: 401, body: Array("a \"b\"\n".utf8))
      default: Reply(status: 204)
      }
    }
    let run = try FileRun(config(), events(1...4), to: collector)
    #expect(run.lines.map(\.errorType) == ["rejected", "http_status", "http_status", nil])
    #expect(run.lines.map(\.status) == [200, 400, 401, 204])
    #expect(run.lines[1].text.contains(#""body":{"a":[1,2]}"#))
    #expect(run.lines[2].text.contains(#""body":"a \"b\"\n""#))
    #expect(run.report.failed == [.rejected: 1, .httpStatus: 2])
    #expect(run.report.delivered == 1)
  }
}
