@testable import HTTP
import Sandbox
import Synchronization
import TestSupport
import Testing
import Threads

@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
  @Test func reusesOneConnection() throws {
    let collector = try Collector()
    let caller = try Caller(options(collector.baseURL + "/track", collector.baseURL + "/page"))
    for index in 0..<50 { #expect(try caller.call(url: index % 2).status == 200) }
    #expect(collector.statistics.connections == 1)
  }

  @Test func hasAsManyConnectionsAsTransfersAtOnce() throws {
    let collector = try Collector { _ in
      var reply = Reply()
      reply.peak = 8
      return reply
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 8))
    for _ in 1...4 {
      for _ in 1...8 { #expect(try caller.start() != nil) }
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
      for _ in 1...4 { #expect(try caller.start() != nil) }
      for result in try caller.finish(4) { #expect(result.failure == nil) }
    }
    #expect(collector.statistics.requests >= 240)
  }

  /// A kept connection that ends under a request, before anything of an answer has come.
  @Test(arguments: [Reply.Delivery.reset, .verbatim([])])
  func sendsAgainOnAFreshConnection(ending: Reply.Delivery) throws {
    // Each connection is good for one request.
    let used = Connections()
    let collector = try Collector { request in
      let isNew = used.numbers.withLock { $0.insert(request.connection).inserted }
      return isNew ? .success : Reply(delivery: ending)
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    #expect(try caller.call().requests == 1)
    for _ in 1...30 {
      let result = try caller.call()
      #expect(result.outcome == .response(status: 200, retryAfter: nil))
      #expect(result.requests == 2)
    }
    #expect(collector.statistics.connections == 31)
    #expect(collector.statistics.requests == 61)
  }

  /// All kept connections end under the requests on them, as when a server is reloaded.
  @Test func triesNoOtherKeptConnectionInstead() throws {
    let collector = try Collector { request in
      request.number > 8 && request.connection <= 8 ? Reply(delivery: .reset) : .success
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 8))
    for _ in 1...8 { #expect(try caller.start() != nil) }
    #expect(try caller.finish(8).allSatisfy { $0.requests == 1 })
    let result = try caller.call()
    #expect(result.outcome == .response(status: 200, retryAfter: nil))
    #expect(result.requests == 2)
  }

  /// What came on a kept connection since its last answer is not taken for the next one.
  @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother", "x"])
  func usesNoConnectionThatHasUnreadBytes(unasked: String) throws {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown"
    let server = try UnaskedServer(answer: answer)
    let caller = try Caller(options("http://127.0.0.1:\(server.port)/", concurrency: 1))
    for _ in 1...5 {
      #expect(try caller.start() != nil)
      let result = try caller.finish(1) { server.answerIfAsked() }[0]
      #expect(result.text == "own")
      #expect(result.requests == 1)
      server.say(unasked)
    }
    #expect(server.connections == 5)
  }

  @Test func usesAFreshConnectionWhereItIsAskedTo() throws {
    let collector = try Collector()
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    for fresh in [false, false, true, false, true] { _ = try caller.call(fresh: fresh) }
    #expect(collector.statistics.connections == 3)
  }

  /// The server has ended the connections while they were idle.
  @Test(arguments: [Reply.Delivery.resetAfter, .silentClose])
  func countsNoFewerRequestsThanTheServerGot(ending: Reply.Delivery) throws {
    let collector = try Collector { _ in Reply(body: Array("{}".utf8), delivery: ending) }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    var requests = 0
    for _ in 1...60 {
      let result = try caller.call()
      #expect(result.status == 200)
      requests += result.requests
    }
    #expect(requests >= collector.statistics.requests)
  }

  @Test func countsNoRequestWhereNoConnectionCameAbout() throws {
    let gone = try Collector.gone()
    #expect(try Caller(options(gone.baseURL + "/track")).call().requests == 0)
  }

  private final class Connections: Sendable {
    let numbers = Mutex<Set<Int>>([])
  }

  @Test func takesTransfersUpToTheConcurrency() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(20)) }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 3))
    #expect(caller.client.room == 3)
    let slots = try (1...3).map { _ in try caller.start() }
    #expect(Set(slots) == [0, 1, 2])
    #expect(caller.client.room == 0)
    #expect(caller.client.inFlight == 3)
    #expect(try caller.start() == nil)
    #expect(caller.client.inFlight == 3)
    let freed = try caller.finish(1)[0].slot
    #expect(caller.client.room == 1)
    #expect(try caller.start() == freed)
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
      while started < 400, let slot = try caller.start("\(started)") {
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
    let waker = caller.client.waker
    let thread = try Thread { waker.wake() }
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
    _ = try caller.start()
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
    #expect(try caller.start() == nil)
  }

  @Test func forgetsTheDeadlinesOfTransfersThatHaveEnded() throws {
    let collector = try Collector { request in
      request.body == Array("hang".utf8) ? Reply(delivery: .hang) : .success
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 2))
    _ = try caller.start("hang")
    for _ in 1...500 { #expect(try caller.call().status == 200) }
    #expect(caller.client.deadlines.count < 200)
  }
}
