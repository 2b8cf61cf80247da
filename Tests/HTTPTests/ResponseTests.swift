import HTTP
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(5))) struct ResponseTests {
  /// Makes one request that is answered so.
  private func call(_ reply: Reply, timeout: Int = 10_000) throws -> Caller.Result {
    let collector = try Collector { _ in reply }
    return try Caller(options(collector.baseURL + "/track", timeout: timeout)).call()
  }

  @Test(arguments: [200, 201, 299, 301, 302, 307, 308, 400, 401, 404, 413, 429, 500, 503, 599])
  func hasTheStatusAndTheBody(status: Int) throws {
    // A client that followed redirects would come back here again and again.
    let reply = Reply(status: status, headers: [("Location", "/v1/track")], body: Array("no".utf8))
    let collector = try Collector { _ in reply }
    let result = try Caller(options(collector.baseURL + "/track")).call()
    #expect(result.outcome == .response(status: status, retryAfter: nil))
    #expect(result.text == "no")
    #expect(collector.statistics.requests == 1)
  }

  @Test(arguments: [204, 304, 200]) func mayHaveNoBody(status: Int) throws {
    let result = try call(Reply(status: status))
    #expect(result.status == status)
    #expect(result.body.isEmpty)
  }

  @Test(arguments: [
    (nil, nil), ("0", 0), ("2", 2), ("301", 301), ("-5", nil), ("soon", nil), ("", nil),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sunday, 06-Nov-94 08:49:37 GMT", 0),
    ("Sun Nov  6 08:49:37 1994", 0), ("1.5", nil), ("1e3", nil), ("20300101", 20_300_101),
    ("2030-01-01T00:00:00Z", nil), ("06 Nov 2030 08:49:37 GMT", nil), ("Monday", nil),
  ])
  func readsRetryAfter(value: String?, seconds: Int?) throws {
    let headers = value.map { [(name: "Retry-After", value: $0)] } ?? []
    #expect(try call(Reply(status: 429, headers: headers)).retryAfter == seconds)
  }

  @Test(arguments: [
    "99999999999", "9223372036854775807", "99999999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 GMT",
  ])
  func readsAbsurdRetryAfterAsLong(value: String) throws {
    let seconds = try call(Reply(status: 429, headers: [("Retry-After", value)])).retryAfter
    #expect((seconds ?? 0) > 300)
  }

  @Test func readsRetryAfterAsADate() throws {
    var time = time(nil) + 100
    var parts = tm()
    gmtime_r(&time, &parts)
    var text = [CChar](repeating: 0, count: 64)
    strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    let date = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    let seconds = try call(Reply(status: 503, headers: [("Retry-After", date)])).retryAfter
    #expect((95...101).contains(seconds ?? 0))
  }

  @Test func forgetsTheRetryAfterOfTheResponseBefore() throws {
    let collector = try Collector { request in
      Reply(status: 503, headers: request.number == 1 ? [("Retry-After", "7")] : [])
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    #expect(try caller.call().retryAfter == 7)
    #expect(try caller.call().retryAfter == nil)
  }

  @Test(arguments: [0, 1]) func readsUpToTheLimit(more: Int) throws {
    let body = (0..<(1 << 20) + more).map { UInt8(truncatingIfNeeded: $0 / 251) }
    let result = try call(Reply(status: 400, body: body))
    #expect(result.status == 400)
    #expect(result.body == Array(body.prefix(1 << 20)))
  }

  @Test func goesOnAfterAResponseThatWasCut() throws {
    let long = [UInt8](repeating: 120, count: 5 << 20)
    let collector = try Collector { request in
      request.number == 1 ? Reply(body: long) : Reply(body: Array("short".utf8))
    }
    let caller = try Caller(options(collector.baseURL + "/track", concurrency: 1))
    #expect(try caller.call().body.count == 1 << 20)
    #expect(try caller.call().text == "short")
  }

  @Test(arguments: [
    Reply.Delivery.chunked, .closeAfter, .silentClose,
    .trickle(bytesPerChunk: 9, interval: .milliseconds(1)),
  ])
  func readsEachDelivery(delivery: Reply.Delivery) throws {
    let result = try call(Reply(status: 202, body: Array("0123456789".utf8), delivery: delivery))
    #expect(result.status == 202)
    #expect(result.text == "0123456789")
  }

  /// libcurl takes a head that ends with the connection for a response without a body.
  @Test(arguments: ["", "HTTP/1.1 102 Processing\r\n\r\n"])
  func takesNoPartOfAResponseForAll(interim: String) throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n"
    let whole = Array((interim + head + "{}").utf8)
    for length in 0..<whole.count {
      let result = try call(Reply(delivery: .verbatim(Array(whole.prefix(length)))))
      #expect(result.failure?.kind == .network, "cut after \(length) bytes")
    }
    #expect(try call(Reply(delivery: .verbatim(whole))).text == "{}")
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\n\r\n", ""), ("HTTP/1.1 200 OK\n\n{}", "{}"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nDigest: x\r\n\r\n",
      "{}"
    ),
  ])
  func readsEachFraming(response: String, body: String) throws {
    let result = try call(Reply(delivery: .verbatim(Array(response.utf8))))
    #expect(result.status == 200)
    #expect(result.text == body)
  }

  /// `{"success":false}`, compressed though nobody has asked for it.
  @Test func decodesWhatIsCompressed() throws {
    let gzip: [UInt8] = [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0xFF, 0xAB, 0x56, 0x2A, 0x2E, 0x4D, 0x4E, 0x4E, 0x2D,
      0x2E, 0x56, 0xB2, 0x4A, 0x4B, 0xCC, 0x29, 0x4E, 0xAD, 0x05, 0x00, 0xF2, 0xCA, 0x43, 0x34,
      0x11,
      0, 0, 0,
    ]
    let encoding = (name: "Content-Encoding", value: "gzip")
    #expect(try call(Reply(headers: [encoding], body: gzip)).text == #"{"success":false}"#)
    let broken = try call(Reply(headers: [encoding], body: Array(gzip.prefix(9) + [7, 7, 7, 7])))
    #expect(broken.failure?.kind == .network)
  }

  @Test func waitsForTheFinalResponseAfterAnInterimOne() throws {
    #expect(try call(Reply(status: 103), timeout: 150).failure?.kind == .timeout)
  }
}
