import Testing

@testable import Sandbox

/// A request as a parser yields it, for comparison.
private struct Parsed: Equatable {
  var method: String
  var target: String
  var body: String
}

extension RequestParser {
  fileprivate mutating func append(_ text: String) {
    append(Array(text.utf8)[...])
  }

  fileprivate var parsed: Parsed {
    Parsed(
      method: head.string(head.method), target: head.string(head.target),
      body: String(decoding: body, as: UTF8.self))
  }

  /// What a whole text amounts to: the outcome of the first `next`.
  fileprivate static func outcome(of text: String) -> Outcome {
    var parser = RequestParser()
    parser.append(text)
    return parser.next()
  }
}

@Suite struct RequestParserTests {
  private static let sized =
    "POST /v1/track HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: 5\r\n\r\nhello"
  private static let chunked =
    "POST /v1/page HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n"
    + "3;x=\"y\"\r\nabc\r\nA \r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"

  @Test func readsPipelinedRequestsOneByOne() {
    var parser = RequestParser()
    parser.append(Self.sized + Self.chunked + "GET / HTTP/1.1\r\n\r\n")
    #expect(parser.next() == .request)
    #expect(parser.parsed == Parsed(method: "POST", target: "/v1/track", body: "hello"))
    #expect(parser.next() == .request)
    #expect(parser.parsed == Parsed(method: "POST", target: "/v1/page", body: "abc0123456789"))
    #expect(parser.next() == .request)
    #expect(parser.parsed == Parsed(method: "GET", target: "/", body: ""))
    #expect(parser.next() == .incomplete)
    #expect(parser.unread == 0)
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func readsRequestsSplitAnywhere(size: Int) {
    let bytes = Array((Self.sized + Self.chunked).utf8)
    var parser = RequestParser()
    var found: [Parsed] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      parser.append(bytes[start..<min(start + size, bytes.count)])
      while parser.next() == .request { found.append(parser.parsed) }
    }
    #expect(found.map(\.body) == ["hello", "abc0123456789"])
  }

  @Test func acceptsBareLineFeedsAndBlankLinesBetweenRequests() {
    var parser = RequestParser()
    parser.append("\r\n\nPOST / HTTP/1.1\nContent-Length: 2\n\nok\r\nGET /b HTTP/1.0\n\n")
    #expect(parser.next() == .request)
    #expect(parser.parsed.body == "ok")
    #expect(parser.next() == .request)
    #expect(parser.parsed.target == "/b")
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", true),
    ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nconnection: TE, Close\r\n\r\n", false),
    ("GET / HTTP/1.0\r\n\r\n", false),
    ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
  ])
  func knowsWhetherTheConnectionStaysOpen(text: String, keepsAlive: Bool) {
    var parser = RequestParser()
    parser.append(text)
    #expect(parser.next() == .request)
    #expect(parser.head.keepsAlive == keepsAlive)
  }

  @Test func reportsAnExpectationOnceAndOnlyBeforeTheBody() {
    let head = "POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
    var waiting = RequestParser()
    waiting.append(head)
    #expect(waiting.next() == .continueExpected)
    #expect(waiting.next() == .incomplete)
    waiting.append("ok")
    #expect(waiting.next() == .request)
    #expect(RequestParser.outcome(of: head + "o") == .incomplete)
    #expect(
      RequestParser.outcome(of: "GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n") == .request)
  }

  @Test(arguments: [
    "GET /\r\n", " GET / HTTP/1.1\r\n", "GET  / HTTP/1.1\r\n", "GET / HTTP/2.0\r\n",
    "G(T / HTTP/1.1\r\n", "GET /\u{1} HTTP/1.1\r\n", "\u{16}\u{3}\u{1}\u{2}\r\n",
    "GET / HTTP/1.1\r\nno colon\r\n", "GET / HTTP/1.1\r\n: empty\r\n",
    "GET / HTTP/1.1\r\nname : blank\r\n", "GET / HTTP/1.1\r\na: b\r\n folded\r\n",
    "GET / HTTP/1.1\r\na: \u{0}\r\n", "GET / HTTP/1.1\r\na: b\rc\r\n",
    "GET / HTTP/1.1\r\nContent-Length: -1\r\n", "GET / HTTP/1.1\r\nContent-Length: 0x1\r\n",
    "GET / HTTP/1.1\r\nContent-Length:\r\n",
    "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
    "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
  ])
  func refusesMalformedHeads(text: String) {
    #expect(RequestParser.outcome(of: text) == .failure(.malformed))
  }

  @Test(arguments: [
    "\r\n", "x\r\n", "-1\r\n", "+1\r\n", "1 1\r\n", "1\r\nab\r\n", "1\r\na\n\rb\n",
    String(repeating: "0", count: RequestParser.chunkLineLimit + 1),
  ])
  func refusesMalformedChunks(text: String) {
    let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(RequestParser.outcome(of: head + text) == .failure(.malformed))
  }

  @Test(arguments: [
    "Content-Length: \(RequestParser.bodyLimit + 1)\r\n\r\n",
    "Content-Length: 99999999999999999999999999\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n4000001\r\n",
    "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFFFFFF\r\n",
  ])
  func refusesBodiesBeyondTheLimit(rest: String) {
    let outcome = RequestParser.outcome(of: "POST / HTTP/1.1\r\n" + rest)
    #expect(outcome == .failure(.bodyTooLarge))
  }

  @Test(arguments: ["gzip", "chunked, gzip", "identity"])
  func refusesOtherTransferCodings(coding: String) {
    let text = "POST / HTTP/1.1\r\nTransfer-Encoding: \(coding)\r\n"
    #expect(RequestParser.outcome(of: text) == .failure(.unknownTransferCoding))
  }

  @Test func refusesHeadsBeyondTheLimit() {
    let long = String(repeating: "a", count: RequestParser.headLimit)
    #expect(RequestParser.outcome(of: "GET /" + long) == .failure(.headTooLarge))
    let many = String(repeating: "a: 0123456789\r\n", count: 6000)
    #expect(RequestParser.outcome(of: "GET / HTTP/1.1\r\n" + many) == .failure(.headTooLarge))
    let fitting = String(repeating: "a", count: RequestParser.headLimit - 100)
    #expect(RequestParser.outcome(of: "GET /\(fitting) HTTP/1.1\r\n\r\n") == .request)
  }

  @Test func staysFailed() {
    var parser = RequestParser()
    parser.append("nonsense\r\n")
    #expect(parser.next() == .failure(.malformed))
    parser.append("GET / HTTP/1.1\r\n\r\n")
    #expect(parser.next() == .failure(.malformed))
  }

  @Test func survivesRandomBytes() {
    var generator = SplitMix64(state: 7)
    let alphabet = Array("GET / HTTP/1.1\r\n\r\nContent-Length: 3\r\n\u{0}:;0".utf8)
    for _ in 0..<2000 {
      var parser = RequestParser()
      for _ in 0..<4 {
        let bytes = (0..<20).map { _ in
          alphabet.randomElement(using: &generator) ?? 0
        }
        parser.append(bytes[...])
        while parser.next() == .request {}
      }
      #expect(parser.unread <= 80)
    }
  }
}
