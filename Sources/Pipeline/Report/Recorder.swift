import JSON
import Segment

/// Keeps the books of a run, for the dispatcher.
struct Recorder: ~Copyable {
  private var books = RunReport()
  private let monitor: RunMonitor?
  private let urls: [String]
  private let isBatched: Bool
  /// Events that failed: the sum of the books' counts by kind, wanted at every turn of the loop.
  private var failures = 0
  private var gate = NoticeGate()
  private var reader = MessageReader()

  /// What the run came to so far.
  var report: RunReport {
    var report = books
    report.failuresNotNoticed = gate.leftOut
    return report
  }

  /// - Parameters:
  ///   - monitor: the window for others, if there is one.
  ///   - service: where calls go.
  init(monitor: RunMonitor?, service: Service) {
    self.monitor = monitor
    urls = service.urls
    isBatched = service.batching != nil
  }

  /// Records that so many attempts were made.
  mutating func attempts(_ count: Int) {
    books.attempts += count
  }

  /// Records that an attempt has sent so many bytes of a body.
  mutating func sent(bytes: Int) {
    books.bytesSent += bytes
  }

  /// Records how long the answer to an attempt took, in nanoseconds.
  mutating func answer(after nanoseconds: Int) {
    books.latency.add(nanoseconds / 1000)
  }

  /// Records that an event has its result.
  mutating func finish(_ event: Event, now: Int) {
    books.count(event)
    if event.hasFailed { failures += 1 }
    guard let monitor else { return }
    switch event.state {
    case .delivered(_, let delivery):
      noteCall(event, delivery, monitor)
      // That the run stopped is said once, not for each event that was not sent.
      guard let failure = delivery.failure, failure.kind != .notSent,
        let leftOut = gate.pass(now: now)
      else { return }
      monitor.add(
        .failure(
          line: event.number, type: failure.kind.rawValue, message: delivery.message ?? "",
          leftOut: leftOut))
    case .refused(let refusal):
      guard let leftOut = gate.pass(now: now) else { return }
      let message = reader.message(ofResult: event.body)
      monitor.add(
        .failure(line: event.number, type: refusal.rawValue, message: message, leftOut: leftOut))
    case .dry: noteRequest(event, monitor)
    case .waiting, .unchanged: break
    }
  }

  private func noteRequest(_ event: Event, _ monitor: RunMonitor) {
    guard monitor.noticesCalls else { return }
    let url = urls[isBatched ? Service.batchURL : event.url]
    monitor.add(
      .request(line: event.number, url: url, body: event.body), bytes: event.body.count)
  }

  private func noteCall(_ event: Event, _ delivery: Delivery, _ monitor: RunMonitor) {
    guard monitor.noticesCalls, delivery.tries > 0 else { return }
    monitor.add(
      .call(
        line: event.number, url: urls[event.url], status: delivery.status,
        milliseconds: delivery.milliseconds, attempts: delivery.attempts,
        type: delivery.failure?.kind.rawValue))
  }

  /// Brings the window up to date.
  func show(inFlight: Int) {
    monitor?.note(delivered: books.delivered, failed: failures, inFlight: inFlight)
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
