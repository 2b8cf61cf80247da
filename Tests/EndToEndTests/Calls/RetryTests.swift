import Sandbox
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct RetryTests {
  /// An event without a time of its own happened when it was read first.
  @Test(arguments: [[], ["-b", "2"]])
  func anotherRunKeepsTheTimeOfTheFirst(_ arguments: [String]) throws {
    let collector = try Collector(recording: true) { request in
      Reply.json("{}", status: request.number < 3 ? 503 : 200)
    }
    let command = Step.command(to: collector, ["--retry-failed"] + arguments)
    let first = try command.run(stdin: "{}\n")
    let second = try command.run(stdin: first.output)
    let third = try command.run(stdin: second.output)
    #expect(third.status == .exited(0), third.story)
    let kept = try first.fields("segment.timestamp")
    #expect(try kept != [nil] && second.fields("segment.timestamp") == kept)
    #expect(try third.fields("segment.timestamp") == [nil])
    let times = collector.requests.map { request in
      String(decoding: request.body, as: UTF8.self)
        .firstMatch(of: /"timestamp":("[^"]*")/).map { String($0.1) }
    }
    #expect(times == [kept[0], kept[0], kept[0]])
  }

  /// Answers the first attempts so, and takes what comes after them.
  private static func refusing(
    _ reply: Reply, times: Int = 1
  ) -> @Sendable (CollectedRequest) -> Reply {
    { request in
      let earlier = request.header("X-Retry-Count").flatMap { Int($0) } ?? 0
      return earlier < times ? reply : .success
    }
  }

  @Test func triesAgainWithTheSameMessage() throws {
    let collector = try Collector(
      recording: true, namesMessages: true, respond: Self.refusing(Reply(status: 503), times: 2))
    let finished = try Step.command(to: collector, ["-s", "retries=3", "-e"])
      .run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try field("segment.attempts", of: finished.output) == "3")
    #expect(try field("segment.status", of: finished.output) == "200")
    try finished.expectOwnAnswers()
    let requests = collector.requests
    #expect(requests.map { $0.header("X-Retry-Count") } == [nil, "1", "2"])
    let id = try field("segment.message_id", of: finished.output)
    #expect(try requests.map { try field("messageId", of: $0.body) } == [id, id, id])
    #expect(Set(try requests.map { try field("timestamp", of: $0.body) }).count == 1)
  }

  @Test(arguments: [408, 410, 429, 460, 500, 502, 503, 504, 599])
  func triesAgainAfter(_ status: Int) throws {
    let collector = try Collector(
      namesMessages: true, respond: Self.refusing(Reply(status: status)))
    let finished = try Step.command(to: collector, ["-s", "retries=1"])
      .run(stdin: Step.events(1...1))
    #expect(try field("segment.success", of: finished.output) == "true", finished.story)
    try finished.expectOwnAnswers()
    #expect(collector.statistics.requests == 2)
  }

  @Test(arguments: [302, 400, 401, 403, 404, 413, 501, 505, 511])
  func takesAsFinal(_ status: Int) throws {
    let reply = Reply(status: status, headers: [("Location", "/v1/elsewhere")])
    let collector = try Collector(namesMessages: true, respond: Self.refusing(reply))
    let finished = try Step.command(to: collector, ["-s", "retries=1"])
      .run(stdin: Step.events(1...1))
    #expect(try field("segment.error.type", of: finished.output) == #""http_status""#)
    #expect(try field("segment.error.retryable", of: finished.output) == "false")
    #expect(try field("segment.status", of: finished.output) == "\(status)", finished.story)
    #expect(collector.statistics.requests == 1)
  }

  @Test func heedsRetryAfter() throws {
    let reply = Reply(status: 503, headers: [("Retry-After", "1")])
    let collector = try Collector(namesMessages: true, respond: Self.refusing(reply))
    let finished = try Step.command(to: collector, ["-s", "retries=1"])
      .run(stdin: Step.events(1...1))
    try finished.expectOwnAnswers()
    let duration = try field("segment.duration_ms", of: finished.output).flatMap(Double.init)
    #expect(try #require(duration) >= 990, finished.story)
  }

  @Test func waitsTheBackoff() throws {
    let collector = try Collector(
      namesMessages: true, respond: Self.refusing(Reply(status: 500), times: 2))
    let finished = try Step.command(
      to: collector, ["-s", "retries=2", "-s", "backoff_seconds=0.2"]
    )
    .run(stdin: Step.events(1...1))
    try finished.expectOwnAnswers()
    let duration = try field("segment.duration_ms", of: finished.output).flatMap(Double.init)
    #expect(try #require(duration) >= 390, finished.story)
  }

  /// One event is told to wait; no other one may start while it does.
  @Test func tooManyRequestsPauseAllCalls() throws {
    let times = Arrivals()
    let collector = try Collector(namesMessages: true) { request in
      times.note()
      return request.number == 1
        ? Reply(status: 429, headers: [("Retry-After", "1")]) : .success
    }
    let finished = try Step.command(to: collector, ["-j", "1", "-s", "retries=1", "-e"])
      .run(stdin: Step.events(1...5))
    #expect(finished.status == .exited(0), finished.story)
    try finished.expectOwnAnswers()
    let gaps = times.gaps
    #expect(gaps.count == 5)
    #expect(try #require(gaps.first) >= .milliseconds(990))
  }

  @Test func waitingCallsBlockNoOthers() throws {
    let collector = try Collector(recording: true, namesMessages: true) { request in
      let id = (try? field("properties.id", of: request.body)) ?? nil
      let isFirst = request.header("X-Retry-Count") == nil
      return id == "1" && isFirst
        ? Reply(status: 503, headers: [("Retry-After", "1")]) : .success
    }
    let finished = try Step.command(to: collector, ["-j", "1", "-s", "retries=1"])
      .run(stdin: Step.events(1...5))
    let arrived = try collector.requests.map { try field("properties.id", of: $0.body) }
    #expect(arrived == ["1", "2", "3", "4", "5", "1"], finished.story)
    #expect(try finished.fields("id") == ["1", "2", "3", "4", "5"])
    try finished.expectOwnAnswers()
  }

  @Test func theRunStopsIfTheConfigSaysSo() throws {
    let collector = try Collector { _ in Reply(status: 400) }
    let finished = try Step.command(to: collector, ["-j", "1", "-s", "retry_propagate=true"])
      .run(stdin: Step.events(1...10))
    #expect(finished.status == .exited(1), finished.story)
    #expect(collector.statistics.requests == 1)
    let types = try finished.fields("segment.error.type")
    #expect(types == [#""http_status""#] + Array(repeating: #""not_sent""#, count: 9))
  }

  @Test func faultsFollowTheirSeed() throws {
    let arguments = ["--sandbox=503:0.3,seed:7", "-j", "1", "-e", "-s", "retries=10"]
    let runs = try (1...2).map { _ in
      try Step.command(arguments).run(stdin: Step.events(1...200))
    }
    #expect(runs[0].status == .exited(0), runs[0].story)
    let attempts = try runs.map { try $0.fields("segment.attempts") }
    #expect(attempts[0] == attempts[1])
    #expect(attempts[0].filter { $0 != "1" }.count > 20)
  }

  /// What a failed run writes is what the next one reads; each event arrives once.
  @Test func failedEventsAreSentAgain() throws {
    let refused = Mutex(true)
    let collector = try Collector(recording: true, namesMessages: true) { request in
      let id = ((try? field("properties.id", of: request.body)) ?? nil).flatMap { Int($0) } ?? 0
      let isRefused = refused.withLock { $0 } && id % 3 == 0
      return isRefused ? Reply(status: 500) : .success
    }
    let command = Step.command(to: collector, ["--retry-failed", "-s", "message_id=m-${id}"])
    let first = try command.run(stdin: Step.events(1...30))
    refused.withLock { $0 = false }
    let second = try command.run(stdin: first.stdout)
    let third = try command.run(stdin: second.stdout)
    #expect(third.stdout == second.stdout)
    for run in [first, second, third] { try run.expectOwnAnswers() }
    #expect(collector.requests.count == 40)
    #expect(Set(try second.fields("segment.success")) == ["true"], second.story)
    #expect(try second.fields("id") == (1...30).map(String.init))
    let last = try collector.requests.suffix(10).map { try field("messageId", of: $0.body) }
    #expect(Set(last) == Set((1...10).map { "\"m-\($0 * 3)\"" }))
  }
}

/// When requests arrived.
private final class Arrivals: Sendable {
  private let instants = Mutex<[ContinuousClock.Instant]>([])

  func note() { instants.withLock { $0.append(.now) } }

  var gaps: [Duration] {
    let instants = instants.withLock { $0 }
    return zip(instants.dropFirst(), instants).map { $0 - $1 }
  }
}
