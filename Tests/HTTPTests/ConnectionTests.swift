@testable import HTTP
import Sandbox
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
  @Test func reusesOneConnection() throws {
    let collector = try Collector()
    let caller = try Caller(options(collector.baseURL + "/track", collector.baseURL + "/page"))
    for index in 0..<50 { #expect(try caller.call(url: index % 2).status == 200) }
    #expect(collector.statistics.connections == 1)
  }

  @Test func hasAsManyConnectionsAsTransfersAtOnce() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(30)) }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 8))
    for _ in 1...4 {
      for _ in 1...8 { #expect(caller.start() != nil) }
      #expect(try caller.finish(8).allSatisfy { $0.status == 200 })
    }
    #expect(collector.statistics.connections == 8)
    #expect(collector.statistics.mostInFlight == 8)
  }

  @Test func doesNotFailOnConnectionsThatTheServerHasClosed() throws {
    let collector = try Collector { _ in
      Reply(body: Array("{}".utf8), delivery: .silentClose)
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 4))
    for _ in 1...60 {
      for _ in 1...4 { #expect(caller.start() != nil) }
      for result in try caller.finish(4) { #expect(result.failure == nil) }
    }
    #expect(collector.statistics.requests >= 240)
  }

  /// libcurl sends a request again when the kept connection that it went out on ends.
  @Test(arguments: [Reply.Delivery.reset, .verbatim([])])
  func countsTheRequestsSentAgainOfThoseThatTheServerGot(ending: Reply.Delivery) throws {
    // Each connection is good for one request.
    let used = Connections()
    let collector = try Collector { request in
      let isNew = used.numbers.withLock { $0.insert(request.connection).inserted }
      return isNew ? .success : Reply(delivery: ending)
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    #expect(try caller.call().resends == 0)
    for _ in 1...30 {
      let result = try caller.call()
      #expect(result.outcome == .response(status: 200, retryAfter: 0))
      #expect(result.resends == 1)
    }
    #expect(collector.statistics.connections == 31)
    #expect(collector.statistics.requests == 61)
  }

  /// The connection of the answer, which is gone, tells nothing of the one that was reset.
  @Test func countsARequestSentAgainWhoseAnswerEndsTheConnection() throws {
    let collector = try Collector { request in
      let delivery: [Int: Reply.Delivery] = [2: .reset, 3: .closeAfter]
      return Reply(body: Array("{}".utf8), delivery: delivery[request.number] ?? .normal)
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    #expect(try (1...3).map { _ in try caller.call().resends } == [0, 1, 0])
    #expect(collector.statistics.requests == 4)
  }

  /// The server has ended the connections while they were idle, and has never read the request.
  @Test(arguments: [Reply.Delivery.resetAfter, .silentClose])
  func countsNoRequestSentAgainThatTheServerDidNotGet(ending: Reply.Delivery) throws {
    let collector = try Collector { _ in Reply(body: Array("{}".utf8), delivery: ending) }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    for _ in 1...60 { #expect(try caller.call().resends == 0) }
    #expect(collector.statistics.requests == 60)
  }

  private final class Connections: Sendable {
    let numbers = Mutex<Set<Int>>([])
  }

  @Test func takesTransfersUpToTheConcurrency() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(20)) }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 3))
    #expect(caller.client.room == 3)
    let slots = (1...3).map { _ in caller.start() }
    #expect(Set(slots) == [0, 1, 2])
    #expect(caller.client.room == 0)
    #expect(caller.client.inFlight == 3)
    #expect(caller.start() == nil)
    #expect(caller.client.inFlight == 3)
    let freed = try caller.finish(1)[0].slot
    #expect(caller.client.room == 1)
    #expect(caller.start() == freed)
    #expect(try caller.finish(3).count == 3)
    #expect(caller.client.room == 3)
    #expect(caller.client.inFlight == 0)
    #expect(collector.statistics.requests == 4)
  }

  @Test func keepsResponsesApart() throws {
    let collector = try Collector { request in
      Reply(body: request.body, delay: .milliseconds(request.number % 7))
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 16))
    var bodies: [Int: String] = [:]
    var started = 0
    while started < 400 || !bodies.isEmpty {
      while started < 400, let slot = caller.start("\(started)") {
        #expect(bodies.updateValue("\(started)", forKey: slot) == nil)
        started += 1
      }
      let result = try caller.finish(1)[0]
      #expect(result.text == bodies.removeValue(forKey: result.slot))
    }
  }

  @Test func isWokenFromAnotherThread() throws {
    let caller = try Caller(options("http://127.0.0.1:1/"))
    // Whether it comes before or during the wait, the wait must end.
    let thread = WakingThread(caller.client.waker)
    let start = Caller.now
    caller.client.wait(milliseconds: 20_000, now: start)
    #expect(Caller.now - start < 15_000)
    thread.join()
  }

  @Test func waitsAsLongAsItIsTold() throws {
    let caller = try Caller(options("http://127.0.0.1:1/"))
    let start = Caller.now
    caller.client.wait(milliseconds: 30, now: start)
    #expect((29..<5000).contains(Caller.now - start))
  }

  @Test func closesAsOftenAsOneLikes() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    let caller = try Caller(options(collector.baseURL + "/track"))
    _ = caller.start()
    #expect(
      eventually {
        caller.client.perform()
        return collector.statistics.inFlight == 1
      })
    let waker = caller.client.waker
    caller.client.close()
    caller.client.close()
    waker.wake()
    // The collector lets go of a hanging request when its connection is closed.
    #expect(eventually { collector.statistics.inFlight == 0 })
    #expect(caller.start() == nil)
  }

  @Test func forgetsTheDeadlinesOfTransfersThatHaveEnded() throws {
    let collector = try Collector { request in
      request.body == Array("hang".utf8) ? Reply(delivery: .hang) : .success
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 2))
    _ = caller.start("hang")
    for _ in 1...500 { #expect(try caller.call().status == 200) }
    #expect(caller.client.deadlines.count < 200)
  }
}
