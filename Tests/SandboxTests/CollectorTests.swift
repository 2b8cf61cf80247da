import Sandbox
import TestSupport
import Testing

/// A call as Segment takes it, in two parts.
private let callHead =
  "POST /v1/track HTTP/1.1\r\nHost: x\r\nAuthorization: Basic a2V5Og==\r\nContent-Length: 2\r\n"
private let callBody = "{}"

/// A call as Segment takes it.
let call = callHead + "\r\n" + callBody

@Suite(.timeLimit(.minutes(5))) struct CollectorTests {
  @Test func servesManyRequestsOnOneConnection() throws {
    let collector = try Collector(recording: true)
    let client = try RawClient(port: collector.port)
    for _ in 1...3 {
      try client.send(call)
      let reply = try client.reply()
      #expect(reply.status == 200)
      #expect(reply.text == #"{"success":true}"#)
      #expect(reply.header("content-type") == "application/json")
    }
    let requests = collector.requests
    #expect(requests.map(\.connection) == [1, 1, 1])
    #expect(requests.map(\.number) == [1, 2, 3])
    #expect(requests.map(\.method) == ["POST", "POST", "POST"])
    #expect(requests.map(\.path) == ["/v1/track", "/v1/track", "/v1/track"])
    #expect(requests[0].header("HOST") == "x")
    #expect(requests[0].header("x-none") == nil)
    #expect(requests[0].body == Array("{}".utf8))
    let statistics = collector.statistics
    #expect(statistics.requests == 3)
    #expect(statistics.connections == 1)
    #expect(statistics.inFlight == 0)
    #expect(statistics.mostInFlight == 1)
    #expect(statistics.repliesByStatus == [200: 3])
  }

  @Test(arguments: [
    (#"{"messageId":"a\"b"}"#, #"{"success":true,"message_id":"a\"b"}"#),
    (
      #"{"batch":[{"messageId":"a"}, {"messageId":"b"}]}"#,
      #"{"success":true,"message_ids":["a","b"]}"#
    ),
    (#"{"batch":[{"messageId":"a"},{}]}"#, #"{"success":true}"#),
    ("{}", #"{"success":true}"#),
  ]) func namesTheMessagesItTakes(body: String, answer: String) throws {
    let collector = try Collector(namesMessages: true)
    let client = try RawClient(port: collector.port)
    let head = "POST /v1/track HTTP/1.1\r\nAuthorization: Basic a2V5Og==\r\n"
    try client.send(head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    #expect(try client.reply().text == answer)
  }

  @Test func answersPipelinedRequestsInOrder() throws {
    let collector = try Collector { request in
      Reply(body: request.body, delay: .milliseconds(request.number == 1 ? 50 : 0))
    }
    let client = try RawClient(port: collector.port)
    let requests = (1...20).map { "POST /\($0) HTTP/1.1\r\nContent-Length: 2\r\n\r\n\($0 + 10)" }
    try client.send(requests.joined())
    for number in 1...20 { #expect(try client.reply().text == "\(number + 10)") }
    #expect(collector.statistics.mostInFlight == 1)
  }

  @Test func answersAnExpectation() throws {
    let collector = try Collector()
    let client = try RawClient(port: collector.port)
    try client.send(callHead + "Expect: 100-continue\r\n\r\n")
    #expect(try client.reply().status == 100)
    try client.send(callBody)
    #expect(try client.reply().status == 200)
    #expect(collector.statistics.repliesByStatus == [200: 1])
  }

  @Test func takesLargeAndChunkedBodies() throws {
    let collector = try Collector { Reply(body: $0.body) }
    let client = try RawClient(port: collector.port)
    let body = [UInt8](repeating: UInt8(ascii: "b"), count: 3_000_000)
    try client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    try client.send("\(String(body.count, radix: 16))\r\n")
    try client.send(body)
    try client.send("\r\n0\r\n\r\n")
    #expect(try client.reply().body == body)
  }

  @Test func refusesAndClosesAfterNonsense() throws {
    let collector = try Collector()
    let client = try RawClient(port: collector.port)
    try client.send("nonsense\r\n" + call)
    let reply = try client.reply()
    #expect(reply.status == 400)
    #expect(reply.header("Connection") == "close")
    #expect(try client.receive().isEmpty)
    #expect(collector.statistics.repliesByStatus == [400: 1])
  }

  @Test func refusesHeadsThatNeverEnd() throws {
    let collector = try Collector()
    let client = try RawClient(port: collector.port)
    try client.send("GET / HTTP/1.1\r\na: " + String(repeating: "a", count: 70_000))
    #expect(try client.reply().status == 431)
  }

  @Test func answersAClientThatHasEndedItsOutput() throws {
    let collector = try Collector { _ in Reply(delay: .milliseconds(20)) }
    let client = try RawClient(port: collector.port)
    try client.send(call)
    client.endOutput()
    #expect(try client.reply().status == 200)
    #expect(try client.receive().isEmpty)
  }

  @Test func sendsNoBodyInReplyToHead() throws {
    let collector = try Collector { _ in Reply(body: [1, 2, 3]) }
    let client = try RawClient(port: collector.port)
    try client.send("HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")
    let text = String(decoding: try client.receiveAll(), as: UTF8.self)
    #expect(text.contains("Content-Length: 3\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }

  @Test func countsWhatIsInFlight() throws {
    let collector = try Collector { _ in Reply(delivery: .hang) }
    do {
      let clients = try (1...5).map { _ in try RawClient(port: collector.port) }
      for client in clients { try client.send(call) }
      #expect(eventually { collector.statistics.inFlight == 5 })
    }
    #expect(eventually { collector.statistics.inFlight == 0 })
    #expect(collector.statistics.mostInFlight == 5)
    #expect(collector.statistics.repliesByStatus.isEmpty)
  }

  @Test func stopsOnceAndFreesThePort() throws {
    let collector = try Collector()
    let port = collector.port
    let client = try RawClient(port: port)
    try client.send(call)
    #expect(try client.reply().status == 200)
    collector.stop()
    collector.stop()
    #expect(try client.receive().isEmpty)
    #expect(throws: SupportError.self) { try RawClient(port: port) }
    #expect(collector.statistics.requests == 1)
    let next = try Collector(port: port)
    #expect(next.port == port)
    #expect(next.baseURL == "http://127.0.0.1:\(port)/v1")
  }

  @Test func stopsWhenNobodyHoldsIt() throws {
    var collector: Collector? = try Collector()
    let port = try #require(collector?.port)
    collector = nil
    #expect(throws: SupportError.self) { try RawClient(port: port) }
  }

  @Test func refusesAPortThatIsTaken() throws {
    let collector = try Collector()
    let error = #expect(throws: CollectorError.self) { try Collector(port: collector.port) }
    #expect(error?.call == "bind")
  }
}
