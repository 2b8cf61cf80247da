import Sandbox
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct DeliveryTests {
  private static let body = Array("0123456789".utf8)

  private func collector(_ delivery: Reply.Delivery) throws -> Collector {
    try Collector { _ in Reply(body: Self.body, delivery: delivery) }
  }

  @Test(arguments: [
    Reply.Delivery.normal, .chunked, .closeAfter, .silentClose,
    .trickle(bytesPerChunk: 7, interval: .milliseconds(1)),
    .trickle(bytesPerChunk: 0, interval: .zero),
  ])
  func deliversWholeReplies(delivery: Reply.Delivery) throws {
    let collector = try collector(delivery)
    let client = try RawClient(port: collector.port)
    try client.send(call)
    let reply = try client.reply()
    #expect(reply.status == 200)
    #expect(reply.body == Self.body)
    #expect((reply.header("Connection") == "close") == (delivery == .closeAfter))
    #expect((reply.header("Content-Length") == nil) == (delivery == .chunked))
    #expect(collector.statistics.repliesByStatus == [200: 1])
    if delivery == .closeAfter || delivery == .silentClose {
      #expect(try client.receive().isEmpty)
    } else {
      try client.send(call)
      #expect(try client.reply().body == Self.body)
    }
  }

  @Test func resets() throws {
    let collector = try collector(.reset)
    let client = try RawClient(port: collector.port)
    try client.send(call)
    let error = #expect(throws: SupportError.self) { try client.receive() }
    #expect(error?.description.contains("reset") == true)
  }

  @Test func hangsUp() throws {
    let collector = try collector(.verbatim([]))
    let client = try RawClient(port: collector.port)
    try client.send(call)
    #expect(try client.receive().isEmpty)
  }

  @Test func hangs() throws {
    let collector = try collector(.hang)
    let client = try RawClient(port: collector.port, seconds: 1)
    try client.send(call)
    #expect(throws: SupportError.self) { try client.receive() }
    #expect(collector.statistics.inFlight == 1)
  }

  @Test func sendsGarbage() throws {
    let collector = try collector(.garbage)
    let client = try RawClient(port: collector.port)
    try client.send(call)
    let bytes = try client.receiveAll()
    #expect(!bytes.isEmpty)
    #expect(!bytes.starts(with: "HTTP/".utf8))
  }

  @Test(arguments: [body, []])
  func breaksOffHalfWay(body: [UInt8]) throws {
    let collector = try Collector { _ in Reply(body: body, delivery: .truncated) }
    let client = try RawClient(port: collector.port)
    try client.send(call)
    let text = String(decoding: try client.receiveAll(), as: UTF8.self)
    #expect(text.contains("Content-Length: \(max(1, body.count))\r\n"))
    #expect(text.hasSuffix(body.isEmpty ? "\r\n\r\n" : "\r\n\r\n01234"))
  }

  @Test func delaysOneReplyWithoutHoldingUpOthers() throws {
    let collector = try Collector { request in
      Reply(delay: request.path == "/slow" ? .seconds(30) : .zero)
    }
    let slow = try RawClient(port: collector.port)
    try slow.send("GET /slow HTTP/1.1\r\n\r\n")
    #expect(eventually { collector.statistics.inFlight == 1 })
    let quick = try RawClient(port: collector.port)
    for _ in 1...10 {
      try quick.send("GET /quick HTTP/1.1\r\n\r\n")
      #expect(try quick.reply().status == 200)
    }
    #expect(collector.statistics.inFlight == 1)
    #expect(collector.statistics.mostInFlight == 2)
  }

  @Test func waitsAsLongAsADelaySays() throws {
    let collector = try Collector(faults: try Faults.parse("delay:40"))
    let client = try RawClient(port: collector.port)
    let start = ContinuousClock.now
    try client.send(call)
    #expect(try client.reply().status == 200)
    #expect(ContinuousClock.now - start >= .milliseconds(40))
  }

  @Test func sendsRepliesLargerThanTheSocketBuffers() throws {
    let large = [UInt8](repeating: 120, count: 20_000_000)
    let collector = try Collector { _ in Reply(body: large) }
    let client = try RawClient(port: collector.port)
    try client.send(call)
    #expect(eventually { collector.statistics.requests == 1 })
    #expect(try client.reply().body.count == large.count)
  }

  @Test func sendsHeadersAndStatus() throws {
    let collector = try Collector { _ in
      Reply(status: 429, headers: [("Retry-After", "3"), ("X-A", "b")])
    }
    let client = try RawClient(port: collector.port)
    try client.send(call)
    let reply = try client.reply()
    #expect(reply.head.hasPrefix("HTTP/1.1 429 Too Many Requests\r\n"))
    #expect(reply.header("Retry-After") == "3")
    #expect(reply.header("x-a") == "b")
  }

  @Test func injectsFaults() throws {
    let collector = try Collector(faults: try Faults.parse("429:0.5:2,503:0.2"))
    let client = try RawClient(port: collector.port)
    for _ in 1...200 {
      try client.send(call)
      let reply = try client.reply()
      #expect((reply.header("Retry-After") == "2") == (reply.status == 429))
    }
    let counts = collector.statistics.repliesByStatus
    #expect(Set(counts.keys) == [200, 429, 503])
    #expect((70...130).contains(counts[429] ?? 0))
  }

  @Test(arguments: ["reset:1", "hang:1", "garbage:1", "204:1", "301:1", "599:1"])
  func injectsEachKind(text: String) throws {
    let collector = try Collector(faults: try Faults.parse(text))
    let client = try RawClient(port: collector.port)
    try client.send(call)
    if text == "hang:1" {
      #expect(eventually { collector.statistics.inFlight == 1 })
    } else if let status = Int(text.prefix(3)) {
      #expect(try client.reply().status == status)
    } else {
      #expect((try? client.reply()) == nil)
      #expect(collector.statistics.repliesByStatus.isEmpty)
    }
  }
}
