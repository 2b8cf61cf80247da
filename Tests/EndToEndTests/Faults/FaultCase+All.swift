import Sandbox

extension FaultCase {
  static let all = unreachable + broken + slow + framed + final + passing + paused + retried

  private static let once = ["retries=1"]
  private static let quick = ["timeout=1"]
  private static let success = Array(#"{"success":true}"#.utf8)
  private static let network = Outcome.failed("network", status: nil, retryable: true)
  private static let connect = Outcome.failed("connect", status: nil, retryable: true)
  private static let timeout = Outcome.failed("timeout", status: nil, retryable: true)

  /// No server is reached.
  private static let unreachable = [
    FaultCase("connection refused", at: .closedPort, [], once, connect, attempts: 0),
    FaultCase("connection refused over IPv6", at: .closedIPv6Port, [], once, connect, attempts: 0),
    FaultCase("unresolvable name", at: .unresolvableName, [], once, connect, attempts: 0),
    FaultCase(
      "no TLS", at: .collectorAsTLS, [], once, .failed("tls", status: nil, retryable: true),
      attempts: 0),
  ]

  /// The connection breaks, or what comes by it is no HTTP.
  private static let broken = [
    FaultCase("reset before the reply", [delivered(.reset)], once, network, attempts: 2),
    FaultCase("closed before the reply", [delivered(.verbatim([]))], once, network, attempts: 2),
    FaultCase("reset amid the reply", [delivered(.resetMidway)], once, network, attempts: 2),
    FaultCase("reset after the reply", [delivered(.resetAfter)], once, .delivered(200)),
    FaultCase("half a reply", [delivered(.truncated)], once, network, attempts: 2),
    FaultCase(
      "half an error", [Reply(status: 503, body: success, delivery: .truncated)], once, network,
      attempts: 2),
    FaultCase(
      "half a head", [delivered(.verbatim(Array("HTTP/1.1 200 OK\r\nContent-".utf8)))], once,
      network, attempts: 2),
    FaultCase("garbage", [delivered(.garbage)], once, network, attempts: 2),
    FaultCase(
      "closed as announced", [delivered(.closeAfter)], once, events: 8, .delivered(200)),
    // No attempt is lost to a connection that was no longer there. One that ends just then takes a
    // request along, which no server gets.
    FaultCase(
      "idle connections closed silently", [delivered(.silentClose)], [], events: 8,
      .delivered(200), attempts: 1...2),
    FaultCase(
      "idle connections reset silently", [delivered(.resetAfter)], [], events: 8, .delivered(200),
      attempts: 1...2),
  ]

  /// The answer does not come, or not whole, in time.
  private static let slow = [
    FaultCase("hang", [delivered(.hang)], quick, timeout, shortest: 990),
    FaultCase(
      "hang once", [delivered(.hang), .success], quick + once, .delivered(200), attempts: 2,
      shortest: 990),
    FaultCase("slow head", [trickle(bytes: 1)], quick, timeout, shortest: 990),
    FaultCase(
      "slow body", [trickle(bytes: 60)], quick, timeout, shortest: 990),
    FaultCase("an interim reply only", [Reply(status: 102)], quick, timeout, shortest: 990),
  ]

  /// A success, however it is put.
  private static let framed = [
    FaultCase("long reply", [large(status: 200)], once, .delivered(200)),
    FaultCase(
      "long chunked reply", [large(status: 200, delivery: .chunked)], once, .delivered(200)),
    FaultCase(
      "a refusal that is not read to its end", [longRefusal], once,
      .failed("rejected", status: 200, retryable: false)),
    FaultCase(
      "long refusal", [large(status: 500), .success], once, .delivered(200), attempts: 2),
    FaultCase("chunked", [delivered(.chunked)], once, events: 3, .delivered(200)),
    FaultCase("early hints first", [interim(103)], once, .delivered(200)),
    FaultCase("processing first", [interim(102)], once, .delivered(200)),
    FaultCase("created", [.json(#"{"success":true}"#, status: 201)], once, .delivered(201)),
    FaultCase("no content", [Reply(status: 204)], once, events: 3, .delivered(204)),
  ]

  /// Answers that another attempt would not change.
  private static let final =
    [301, 302, 303, 304, 307, 308].map {
      FaultCase(
        "status \($0)", [Reply(status: $0, headers: [("Location", "/v1/track")])], once,
        .failed("http_status", status: $0, retryable: false))
    }
    + [400, 401, 403, 404, 405, 411, 413, 414, 431, 451, 501, 505, 511].map {
      FaultCase(
        "status \($0)", [.json("{}", status: $0)], once,
        .failed("http_status", status: $0, retryable: false))
    } + [
      FaultCase(
        "success is false", [.json(#"{"success":false,"message":"no"}"#)], once,
        .failed("rejected", status: 200, retryable: false))
    ]

  /// Answers that another attempt may change, but does not.
  private static let passing = [408, 410, 460, 500, 502, 503, 504, 507, 599].map {
    FaultCase(
      "status \($0)", [.json("{}", status: $0)], ["retries=2"],
      .failed("http_status", status: $0, retryable: true), attempts: 3)
  }

  /// Answers that ask for a pause.
  private static let paused = [
    FaultCase("Retry-After 0", [later("0"), .success], once, .delivered(200), attempts: 2),
    FaultCase(
      "Retry-After 1", [later("1"), .success], once, .delivered(200), attempts: 2, shortest: 990),
    FaultCase(
      "Retry-After 1 of a 503", [later("1", status: 503), .success], once, .delivered(200),
      attempts: 2, shortest: 990),
    FaultCase("Retry-After -5", [later("-5"), .success], once, .delivered(200), attempts: 2),
    FaultCase("Retry-After soon", [later("soon"), .success], once, .delivered(200), attempts: 2),
    FaultCase("Retry-After empty", [later(""), .success], once, .delivered(200), attempts: 2),
    FaultCase(
      "Retry-After in the past", [later("Wed, 21 Oct 2015 07:28:00 GMT"), .success], once,
      .delivered(200), attempts: 2),
    FaultCase(
      "Retry-After in the far future, and no attempt left",
      [later("Fri, 31 Dec 9999 23:59:59 GMT", status: 503)], [],
      .failed("http_status", status: 503, retryable: true)),
    FaultCase(
      "Retry-After without bounds, and no attempt left",
      [later("99999999999999999999999999", status: 503)], [],
      .failed("http_status", status: 503, retryable: true)),
    FaultCase(
      "429 without Retry-After", [.json("{}", status: 429), .success], [], .delivered(200),
      attempts: 2, shortest: 990),
    FaultCase(
      "many of 429 cost no retries", Array(repeating: later("0"), count: 12) + [.success], [],
      .delivered(200), attempts: 13),
    FaultCase(
      "429 without end", [later("0")], [], .failed("http_status", status: 429, retryable: true),
      attempts: 101),
    FaultCase(
      "Retry-After of a final answer", [later("300", status: 400)], once,
      .failed("http_status", status: 400, retryable: false)),
  ]

  /// One trouble after the other, each on an attempt of its own.
  private static let retried = [
    FaultCase(
      "every trouble before a success",
      [
        delivered(.reset), delivered(.garbage), delivered(.truncated), delivered(.resetMidway),
        .json("{}", status: 503), .success,
      ], ["retries=10"], .delivered(200), attempts: 6),
    FaultCase(
      "a final answer after a passing one", [Reply(status: 500), Reply(status: 401), .success],
      ["retries=5"], .failed("http_status", status: 401, retryable: false), attempts: 2),
    // libcurl sends a request again at once if a kept connection ends under it.
    FaultCase(
      "reset on a kept connection", [Reply(status: 503), delivered(.reset), .success],
      ["retries=5"], .delivered(200), attempts: 4),
    FaultCase(
      "closed on a kept connection", [Reply(status: 503), delivered(.verbatim([])), .success],
      ["retries=5"], .delivered(200), attempts: 4),
    FaultCase(
      "the last trouble counts", [Reply(status: 503), delivered(.truncated)], once, network,
      attempts: 2),
    FaultCase(
      "the backoff is waited for", [Reply(status: 503), Reply(status: 503), .success],
      ["retries=2", "backoff_seconds=0.1"], .delivered(200), attempts: 3, shortest: 190),
  ]

  /// A success that comes in some other manner than the usual one.
  private static func delivered(_ delivery: Reply.Delivery) -> Reply {
    Reply(body: success, delivery: delivery)
  }

  /// Takes longer than a second, at this many bytes in a tenth of it.
  private static func trickle(bytes: Int) -> Reply {
    let body = success + Array(repeating: UInt8(ascii: " "), count: 20 * bytes)
    return Reply(
      body: body, delivery: .trickle(bytesPerChunk: bytes, interval: .milliseconds(100)))
  }

  /// 8 MiB, of which 1 MiB is read.
  private static func large(status: Int, delivery: Reply.Delivery = .normal) -> Reply {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
    return Reply(status: status, body: body, delivery: delivery)
  }

  private static let longRefusal = Reply(
    body: Array(#"{"success":false,"a":""#.utf8) + [UInt8](repeating: 0x78, count: 2 << 20)
      + Array("\"}".utf8))

  private static func later(_ retryAfter: String, status: Int = 429) -> Reply {
    Reply(status: status, headers: [("Retry-After", retryAfter)], body: Array("{}".utf8))
  }

  /// An interim reply and the final one behind it: a header field of the first holds the second,
  /// whose body is counted together with the two line ends that the collector puts after it.
  private static func interim(_ status: Int) -> Reply {
    let final = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"success\":true}"
    return Reply(status: status, headers: [("Link", "</x>\r\n\r\n" + final)])
  }
}
