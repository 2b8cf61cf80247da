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

/// Whatever happens on the way to Segment, the results tell what it was.
struct FaultTests {
  @Test(arguments: FaultCase.all)
  func resultsAreTrue(_ fault: FaultCase) throws {
    let collector = try Collector(
      recording: true, namesMessages: true, respond: fault.reply)
    let settings = fault.config.flatMap { ["-s", $0] }
    let arguments =
      ["-j", "1", "--endpoint", try Self.endpoint(fault.target, collector)] + settings
    let finished = try Step.command(arguments).run(stdin: Step.events(1...fault.events))
    #expect(finished.status == .exited(0), finished.story)
    #expect(try finished.fields("id") == (1...fault.events).map(String.init))
    for line in finished.lines {
      #expect(try Self.outcome(of: line) == fault.outcome, finished.story)
      let attempts = try #require(try field("segment.attempts", of: line).flatMap { Int($0) })
      #expect(fault.attempts.contains(attempts), finished.story)
      let duration = try field("segment.duration_ms", of: line).flatMap(Double.init)
      #expect(try #require(duration) >= fault.shortest, finished.story)
    }
    try finished.expectOwnAnswers(allNamed: false)
    // Each message was seen as often as its result says, and no other one was.
    let reported = try finished.fields("segment.message_id")
    let seen = try collector.requests.map { try field("messageId", of: $0.body) }
    #expect(!reported.contains(nil) && Set(reported).count == fault.events, finished.story)
    let expected = reported.flatMap { Array(repeating: $0, count: fault.requests) }
    #expect(seen == expected, finished.story)
  }

  @Test func aDateIsWaitedFor() throws {
    let collector = try Collector(namesMessages: true) { request in
      request.number == 1
        ? Reply(status: 429, headers: [("Retry-After", Self.date(secondsFromNow: 2))]) : .success
    }
    let finished = try Step.command(to: collector, ["-e", "-s", "retries=1"])
      .run(stdin: Step.events(1...1))
    #expect(finished.status == .exited(0), finished.story)
    #expect(collector.statistics.requests == 2)
    try finished.expectOwnAnswers()
    // A date has whole seconds, and either side may have begun another one.
    let duration = try field("segment.duration_ms", of: finished.output).flatMap(Double.init)
    #expect(try #require(duration) >= 990, finished.story)
  }

  /// A moment as HTTP spells it (RFC 9110, section 5.6.7).
  private static func date(secondsFromNow seconds: Int) -> String {
    var moment = time(nil) + seconds
    var parts = tm()
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let length = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The base URL that stands for a target.
  private static func endpoint(_ target: FaultCase.Target, _ collector: Collector) throws -> String
  {
    switch target {
    case .collector: return collector.baseURL
    case .collectorAsTLS: return "https://127.0.0.1:\(collector.port)/v1"
    case .unresolvableName: return "https://nonexistent.invalid/v1"
    case .closedPort, .closedIPv6Port:
      let host = target == .closedPort ? "127.0.0.1" : "[::1]"
      return "http://\(host):\(try Collector.gone().port)/v1"
    }
  }

  /// What the result in a line says.
  private static func outcome(of line: String) throws -> FaultCase.Outcome? {
    let status = try field("segment.status", of: line).flatMap { Int($0) }
    switch try field("segment.success", of: line) {
    case "true": return status.map { .delivered($0) }
    case "false":
      guard let type = try field("segment.error.type", of: line) else { return nil }
      let retryable = try field("segment.error.retryable", of: line) == "true"
      return .failed(String(type.dropFirst().dropLast()), status: status, retryable: retryable)
    default: return nil
    }
  }
}
