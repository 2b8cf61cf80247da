import Sandbox
import TestSupport
import Testing

struct OrderTests {
  /// Delays from 0 to 15 ms, spread without a pattern.
  private static func delayed(_ request: CollectedRequest) -> Reply {
    var reply = Reply.success
    reply.delay = .milliseconds(request.number &* 2_654_435_761 >> 8 & 15)
    return reply
  }

  @Test func keepsTheOrderAndDeliversOnce() throws {
    let collector = try Collector(
      recording: true, namesMessages: true, respond: Self.delayed)
    let finished = try Step.command(to: collector, ["-j", "32"]).run(stdin: Step.events(1...500))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...500).map(String.init))
    try finished.expectOwnAnswers()
    let reported = try finished.fields("segment.message_id")
    let received = try collector.requests.map { try field("messageId", of: $0.body) }
    #expect(received.count == 500)
    #expect(Set(received) == Set(reported))
    #expect(Set(received).count == 500)
    let events = try collector.requests.map { try field("properties.id", of: $0.body) }
    #expect(Set(events).count == 500)
  }

  @Test func givesEachEventItsOwnResult() throws {
    let collector = try Collector { request in
      let id = (try? field("properties.id", of: request.body)) ?? nil
      var reply = Reply.json("{\"echo\":\(id ?? "null")}")
      reply.delay = Self.delayed(request).delay
      return reply
    }
    let finished = try Step.command(to: collector, ["-j", "32"]).run(stdin: Step.events(1...200))
    #expect(try finished.fields("segment.body.echo") == (1...200).map(String.init))
  }

  @Test func writesAsTheyFinishIfAsked() throws {
    let collector = try Collector(namesMessages: true) { request in
      let id = (try? field("properties.id", of: request.body)) ?? nil
      var reply = Reply.success
      reply.delay = id == "1" ? .milliseconds(300) : .zero
      return reply
    }
    let finished = try Step.command(to: collector, ["-u"]).run(stdin: Step.events(1...20))
    let ids = try finished.fields("id")
    #expect(ids.last == "1", finished.story)
    try finished.expectOwnAnswers()
    #expect(Set(ids) == Set((1...20).map(String.init)))
  }

  /// No call waits for another, not even for the first one.
  @Test func startsCallsTogether() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let finished = try Step.command(to: collector, ["-j", "8", "-s", "timeout=3"])
      .run(stdin: Step.events(1...8))
    #expect(collector.statistics.requests == 8, finished.story)
  }

  @Test(arguments: [1, 4, 16])
  func keepsToTheConcurrency(_ limit: Int) throws {
    let collector = try Collector(namesMessages: true) { _ in
      var reply = Reply.success
      reply.peak = limit
      return reply
    }
    let finished = try Step.command(to: collector, ["-j", "\(limit)"])
      .run(stdin: Step.events(0..<3 * limit))
    #expect(finished.lines.count == 3 * limit, finished.story)
    try finished.expectOwnAnswers()
    #expect(collector.statistics.mostInFlight == limit)
  }
}
