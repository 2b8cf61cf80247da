import JSON
import Segment

/// Keeps the books of a run, for the dispatcher. A value without a clock.
struct Recorder: ~Copyable {
  /// What is noticed.
  struct Notices {
    /// Whether each call is, not only failures.
    let includeCalls: Bool
    /// The URLs of calls, by the places of their routes.
    let urls: [String]
  }

  private var books = RunReport()
  private let notices: Notices?
  private let isBatched: Bool
  /// Events that failed: the sum of the books' counts by kind, wanted at every turn of the loop.
  private(set) var failures = 0
  private var gate = NoticeGate()
  private var reader = MessageReader()

  /// What the run came to so far.
  var report: RunReport {
    var report = books
    report.failuresNotNoticed = gate.leftOut
    return report
  }

  /// Calls that Segment accepted.
  var delivered: Int { books.delivered }

  /// - Parameters:
  ///   - notices: what is noticed; nil for nothing.
  ///   - isBatched: whether events are sent in batches.
  init(_ notices: Notices?, isBatched: Bool) {
    self.notices = notices
    self.isBatched = isBatched
  }

  /// Records a try at a call.
  ///
  /// - Parameters:
  ///   - requests: how many requests have begun for it.
  ///   - bytes: the length of its body.
  ///   - nanoseconds: how long the answer took, if one came.
  mutating func tried(requests: Int, bytes: Int, answeredAfter nanoseconds: Int?) {
    books.attempts += requests
    books.bytesSent += requests * bytes
    if let nanoseconds { books.latency.add(nanoseconds / 1000) }
  }

  /// Records that an event has its result.
  mutating func finish(_ event: Event, now: Int, _ effects: inout Effects) {
    books.count(event)
    if event.hasFailed { failures += 1 }
    guard let notices else { return }
    switch event.stage {
    case .settled(let call, let delivery):
      if notices.includeCalls, delivery.tries > 0 {
        effects.notices.append(notice(of: call, delivery, line: event.number, notices))
      }
      // That the run stopped is said once, not for each event that was not sent.
      guard let failure = delivery.failure, failure.kind != .notSent else { return }
      noteFailure(
        event.number, failure.kind.rawValue, now: now, &effects
      ) { _ in delivery.message ?? "" }
    case .refused(let refusal):
      let body = event.body
      noteFailure(event.number, refusal.rawValue, now: now, &effects) {
        $0.message(ofResult: body)
      }
    case .dry(let call):
      guard notices.includeCalls else { return }
      let url = notices.urls[(isBatched ? Route.batch : .operation(call.operation)).index]
      effects.notices.append(.request(line: event.number, url: url, body: event.body))
    case .empty, .waiting, .unchanged: break
    }
  }

  private mutating func noteFailure(
    _ line: Int, _ type: String, now: Int, _ effects: inout Effects,
    message: (inout MessageReader) -> String
  ) {
    guard let leftOut = gate.pass(now: now) else { return }
    effects.notices.append(
      .failure(line: line, type: type, message: message(&reader), leftOut: leftOut))
  }

  private func notice(
    of call: Call, _ delivery: Delivery, line: Int, _ notices: Notices
  ) -> Notice {
    let route = delivery.batchSize == nil ? Route.operation(call.operation) : .batch
    return .call(
      line: line, url: notices.urls[route.index], status: delivery.status,
      milliseconds: delivery.milliseconds, attempts: delivery.attempts,
      type: delivery.failure?.kind.rawValue)
  }
}

/// Reads the message of a result.
private struct MessageReader: ~Copyable {
  private let tree = PathTree([[.member(Array("error".utf8)), .member(Array("message".utf8))]])
  private var scanner: ObjectScanner

  init() { scanner = ObjectScanner(tree) }

  mutating func message(ofResult result: [UInt8]) -> String {
    guard (try? scanner.scan(result.span)) != nil,
      let literal = scanner.value(of: tree.lookups[0]), literal.count >= 2
    else { return "" }
    var text: [UInt8] = []
    let inside = literal.lowerBound + 1..<literal.upperBound - 1
    JSONString.unescape(result[inside].span, into: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
