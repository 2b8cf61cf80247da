import JSON
import Sandbox
import TestSupport
import Testing

/// Calls sent in batches.
struct BatchTests {
  /// Batches go out when they are full or the input ends, however slow the machine is.
  private static let patiently = ["--batch-linger", "60000"]

  private func messages(_ request: CollectedRequest) throws -> [String] {
    var ids: [String] = []
    while let id = try messageID(ids.count, of: request) { ids.append(id) }
    return ids
  }

  /// The `properties.id` of one message of a batch.
  private func messageID(_ index: Int, of request: CollectedRequest) throws -> String? {
    let path: [PathStep] = [
      .member(Array("batch".utf8)), .element(index), .member(Array("properties".utf8)),
      .member(Array("id".utf8)),
    ]
    let tree = PathTree([path])
    var scanner = ObjectScanner(tree)
    _ = try scanner.scan(request.body.span)
    return scanner.value(of: tree.lookups[0]).map {
      String(decoding: request.body[$0], as: UTF8.self)
    }
  }

  @Test func carriesEventsInOrderWithAResultForEach() throws {
    let collector = try Collector(recording: true, namesMessages: true)
    let finished = try Step.command(to: collector, ["-b", "10", "-j", "1"] + Self.patiently)
      .run(stdin: Step.events(1...25))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...25).map { "\($0)" })
    try finished.expectOwnAnswers()
    #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" })
    let sizes = try finished.fields("segment.batch.size")
    #expect(sizes == (1...25).map { $0 <= 20 ? "10" : "5" })
    #expect(collector.requests.map(\.path) == ["/v1/batch", "/v1/batch", "/v1/batch"])
    #expect(try collector.requests.flatMap(messages) == (1...25).map { "\($0)" })
  }

  @Test func deliversEachEventOnceThroughManyCallsAtOnce() throws {
    let collector = try Collector(recording: true, namesMessages: true)
    let finished = try Step.command(to: collector, ["-b", "10", "-j", "64"] + Self.patiently)
      .run(stdin: Step.events(1...3000))
    #expect(finished.status == .exited(0), finished.story)
    let ids = (1...3000).map { "\($0)" }
    #expect(try finished.fields("id") == ids)
    try finished.expectOwnAnswers()
    #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" })
    #expect(collector.requests.count == 300)
    #expect(Set(try collector.requests.flatMap(messages)) == Set(ids))
  }

  @Test func putsMixedOperationsIntoOneBatch() throws {
    let collector = try Collector(recording: true, namesMessages: true)
    let arguments = [
      "--endpoint", collector.baseURL, "-b", "3", "--batch-linger", "60000", "-s", "write_key=k",
      "-s", "operation=${op}",
      "-s", "user_id=u", "-s", "event=e", "-s", "group_id=g",
    ]
    let finished = try Command(Binary.segmentStep, arguments: arguments)
      .run(stdin: "{\"op\":\"track\"}\n{\"op\":\"group\"}\n{\"op\":\"page\"}\n")
    #expect(finished.status == .exited(0), finished.story)
    let body = String(decoding: try #require(collector.requests.first).body, as: UTF8.self)
    for operation in ["track", "group", "page"] {
      #expect(body.contains("{\"type\":\"\(operation)\","), "\(body)")
    }
    #expect(collector.requests.count == 1)
    try finished.expectOwnAnswers()
  }

  @Test func halvesARefusedBatchUntilTheBadEventStandsAlone() throws {
    let collector = try Collector(recording: true, namesMessages: true) { request in
      let isBad = String(decoding: request.body, as: UTF8.self).contains("\"id\":13}")
      return isBad ? Reply.json(#"{"message":"no"}"#, status: 400) : .success
    }
    let finished = try Step.command(to: collector, ["-b", "16", "-j", "2"] + Self.patiently)
      .run(stdin: Step.events(1...16))
    #expect(finished.status == .exited(0), finished.story)
    let succeeded = try finished.fields("segment.success")
    #expect(succeeded == (1...16).map { $0 == 13 ? "false" : "true" })
    try finished.expectOwnAnswers()
    let bad = finished.lines[12]
    #expect(try field("segment.status", of: bad) == "400")
    #expect(try field("segment.batch.size", of: bad) == "1")
    // 16, 8, 4, 2 and 1 events with the bad one among them.
    #expect(try field("segment.attempts", of: bad) == "5")
    #expect(try field("segment.attempts", of: finished.lines[0]) == "2")
  }

  @Test func tellsWhatTheServerSaidOfHalvesThatAreNotSent() throws {
    let collector = try Collector { _ in Reply.json(#"{"message":"no"}"#, status: 400) }
    let arguments = ["-b", "8", "-j", "1", "-s", "retry_propagate=true"]
    let finished = try Step.command(to: collector, arguments + Self.patiently)
      .run(stdin: Step.events(1...8))
    #expect(finished.status == .exited(1), finished.story)
    // One batch of 8 events, two of 4, four of 2, and the first event, which ends the run.
    #expect(collector.statistics.requests == 8)
    #expect(try finished.fields("segment.attempts") == ["4"] + Array(repeating: "3", count: 7))
    #expect(try finished.fields("segment.status") == Array(repeating: "400", count: 8))
    let body = #"{"message":"no"}"#
    #expect(try finished.fields("segment.body") == Array(repeating: body, count: 8))
  }

  @Test func retriesAWholeBatchWithTheSameIDsAndAFreshTime() throws {
    let collector = try Collector(recording: true, namesMessages: true) { request in
      request.number == 1 ? Reply.json("{}", status: 503) : .success
    }
    let finished = try Step.command(
      to: collector,
      ["-b", "4", "-s", "retries=1", "-s", "backoff_seconds=0.01"] + Self.patiently
    ).run(stdin: Step.events(1...4))
    #expect(try finished.fields("segment.attempts") == Array(repeating: "2", count: 4))
    try finished.expectOwnAnswers()
    let requests = collector.requests
    #expect(requests.count == 2)
    #expect(requests[0].header("X-Retry-Count") == nil)
    #expect(requests[1].header("X-Retry-Count") == "1")
    #expect(try field("sentAt", of: requests[0].body) != field("sentAt", of: requests[1].body))
    #expect(try field("batch", of: requests[0].body) == field("batch", of: requests[1].body))
  }

  @Test func keepsBatchesWithinSegmentsLimit() throws {
    let collector = try Collector(recording: true, namesMessages: true)
    let text = String(repeating: "x", count: 20_000)
    let events = (1...60).map { "{\"id\":{\"n\":\($0),\"text\":\"\(text)\"}}\n" }.joined()
    let finished = try Step.command(to: collector, ["-b", "2500"] + Self.patiently).run(
      stdin: events)
    #expect(try finished.fields("segment.success").allSatisfy { $0 == "true" })
    #expect(finished.lines.count == 60)
    try finished.expectOwnAnswers()
    #expect(collector.requests.count == 3)
    #expect(collector.requests.allSatisfy { $0.body.count <= 500_000 })
    // They may arrive in any order.
    #expect(collector.requests.map(\.body.count).max() ?? 0 > 470_000)
  }

  @Test func aSlowProducerIsNotHeldUpBeyondTheLinger() throws {
    let collector = try Collector(namesMessages: true)
    let running = try Step.command(to: collector, ["-b", "100", "--batch-linger", "20"]).start()
    try running.write(Step.events(1...3))
    let line = try #require(try running.readLine())
    #expect(try field("segment.batch.size", of: line) == "3")
    #expect(!running.hasEnded)
    #expect(try running.wait().lines.count == 3)
  }

  @Test func theBadLinesBetweenKeepTheirPlace() throws {
    let collector = try Collector(namesMessages: true)
    let finished = try Step.command(to: collector, ["-b", "10"] + Self.patiently)
      .run(stdin: "{\"id\":1}\nbad\n{\"id\":2}\n")
    #expect(finished.status == .exited(3), finished.story)
    #expect(try finished.fields("segment.error.type") == [nil, "\"invalid_json\"", nil])
    #expect(try finished.fields("segment.batch.size") == ["2", nil, "2"])
    try finished.expectOwnAnswers()
  }
}
