import HTTP
import Sandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct FailureTests {
  @Test(arguments: [Reply.Delivery.truncated, .garbage, .reset])
  func callsABrokenAnswerANetworkFailure(delivery: Reply.Delivery) throws {
    let collector = try Collector { _ in Reply(body: Array("0123".utf8), delivery: delivery) }
    let failure = try Caller(options(collector.baseURL + "/track")).call().failure
    #expect(failure?.kind == .network)
    #expect(failure?.detail.isEmpty == false)
  }

  @Test(arguments: [
    Reply(delivery: .hang), Reply(delay: .seconds(30)),
    Reply(
      body: [UInt8](repeating: 120, count: 1000),
      delivery: .trickle(bytesPerChunk: 1, interval: .milliseconds(20))),
  ])
  func endsAtItsDeadline(reply: Reply) throws {
    let collector = try Collector { _ in reply }
    let caller = try Caller(options(collector.baseURL + "/track", timeout: 150))
    let start = Caller.now
    let result = try caller.call()
    #expect(result.failure == TransferError(.timeout, detail: "no complete answer within 0.15 s"))
    #expect((150..<2000).contains(Caller.now - start))
    #expect(caller.client.inFlight == 0)
    #expect(caller.client.room == 4)
  }

  @Test func endsEachTransferAtItsOwnDeadline() throws {
    let collector = try Collector { request in
      request.body.isEmpty ? .success : Reply(delivery: .hang)
    }
    let caller = try Caller(options(collector.baseURL + "/track", timeout: 200))
    let first = try caller.start("1")
    caller.client.perform()
    #expect(eventually { collector.statistics.inFlight == 1 || spin(caller) })
    let between = Caller.now
    let second = try caller.start("2")
    let results = try caller.finish(2)
    #expect(results.map(\.slot) == [first, second])
    #expect(results.allSatisfy { $0.failure?.kind == .timeout })
    #expect(Caller.now - between >= 200)
  }

  private func spin(_ caller: Caller) -> Bool {
    caller.client.perform()
    return false
  }

  @Test func doesNotHoldUpOthers() throws {
    let collector = try Collector { request in
      request.body == Array("hang".utf8) ? Reply(delivery: .hang) : .success
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 2))
    let hanging = try caller.start("hang")
    for _ in 1...100 {
      let result = try caller.call()
      #expect(result.status == 200)
      #expect(result.slot != hanging)
    }
    #expect(caller.client.inFlight == 1)
  }

  @Test func startsAfreshAfterATimeout() throws {
    let collector = try Collector { request in
      request.number == 1 ? Reply(delivery: .hang) : .success
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1, timeout: 150))
    #expect(try caller.call().failure?.kind == .timeout)
    #expect(try caller.call().status == 200)
    #expect(collector.statistics.connections == 2)
  }

  @Test func callsARefusedConnectionSo() throws {
    let collector = try Collector.gone()
    let failure = try Caller(options(collector.baseURL + "/track")).call().failure
    #expect(failure?.kind == .connect)
    #expect(failure?.detail.contains("\(collector.port)") == true)
  }

  @Test func callsAnUnknownHostAConnectFailure() throws {
    // RFC 6761, section 6.4: no name below `.invalid` exists.
    let failure = try Caller(options("http://host.invalid/v1/track")).call().failure
    #expect(failure?.kind == .connect)
    #expect(failure?.detail.contains("host.invalid") == true)
  }

  @Test func callsAnUnreachableProxyAConnectFailure() throws {
    let collector = try Collector()
    let gone = try Collector.gone()
    var options = options(collector.baseURL + "/track")
    options.proxy = .url("http://127.0.0.1:\(gone.port)")
    #expect(try Caller(options).call().failure?.kind == .connect)
    #expect(collector.statistics.requests == 0)
  }

  @Test func refusesOtherProtocols() throws {
    let failure = try Caller(options("file:///etc/hostname")).call().failure
    #expect(failure?.kind == .network)
  }
}
