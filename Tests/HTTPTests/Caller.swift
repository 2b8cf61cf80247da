import HTTP
import Sandbox
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A client, and the loop that its owner has to run.
final class Caller {
  /// What a transfer came to.
  struct Result {
    let slot: Int
    let outcome: TransferOutcome
    let requests: Int
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    var status: Int? {
      if case .response(let status, _) = outcome { status } else { nil }
    }

    var retryAfter: Int? {
      if case .response(_, let seconds) = outcome { seconds } else { nil }
    }

    var failure: TransferError? {
      if case .failure(let error) = outcome { error } else { nil }
    }
  }

  let client: HTTPClient

  init(_ options: ClientOptions) throws {
    signal(SIGPIPE, SIG_IGN)
    client = try HTTPClient(options)
  }

  deinit { client.close() }

  /// Milliseconds of a clock that never goes back.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }

  /// Starts a transfer; nil if there is no room.
  func start(
    _ body: String = "{}", url: Int = 0, attempts: Int = 0, fresh: Bool = false
  ) throws(TransferError) -> Int? {
    try start(
      Array(body.utf8), HTTPClient.Request(url: url, attempts: attempts, fresh: fresh))
  }

  /// The same for a body in bytes.
  func start(
    _ body: [UInt8], _ request: HTTPClient.Request
  ) throws(TransferError) -> Int? {
    guard client.room > 0 else { return nil }
    let owner = Body(body)
    let bytes = owner.bytes
    return try client.start(request, body: bytes.span, of: owner, now: Self.now)
  }

  private final class Body {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  /// Waits for transfers to end.
  ///
  /// - Parameter serve: what a server without a thread is to do meanwhile.
  /// - Throws: when it takes longer than 20 seconds.
  func finish(_ count: Int, serving serve: (() -> Void)? = nil) throws -> [Result] {
    var results: [Result] = []
    let limit = Self.now + 20_000
    while results.count < count {
      client.perform()
      serve?()
      var body: [UInt8] = []
      while results.count < count,
        let finished = client.nextFinished(response: &body, now: Self.now)
      {
        results.append(
          Result(
            slot: finished.slot, outcome: finished.outcome, requests: finished.requests, body: body)
        )
        body = []
      }
      guard Self.now < limit else { throw SupportError("only \(results.count) of \(count) ended") }
      if results.count < count { client.wait(milliseconds: serve == nil ? 1000 : 1, now: Self.now) }
    }
    return results
  }

  /// Makes one request and waits for its end.
  func call(
    _ body: String = "{}", url: Int = 0, attempts: Int = 0, fresh: Bool = false
  ) throws -> Result {
    guard try start(body, url: url, attempts: attempts, fresh: fresh) != nil else {
      throw SupportError("no room")
    }
    return try finish(1)[0]
  }
}

/// Options for requests to these URLs.
func options(
  _ urls: String..., concurrency: Int = 4, timeout: Int = 10_000
) -> ClientOptions {
  ClientOptions(
    urls: urls,
    headers: [
      ("Authorization", "Basic dGhlIGtleTo="), ("Content-Type", "application/json"),
      ("User-Agent", "tests/1"),
    ],
    retryHeader: "X-Retry-Count", concurrency: concurrency, timeoutMilliseconds: timeout)
}
