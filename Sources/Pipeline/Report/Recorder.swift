import JSON

/// Keeps the books of a run, for the dispatcher. A value without a clock.
struct Recorder: ~Copyable {
  /// What is noticed.
  struct Notices {
    /// Whether each call is, not only failures.
    let includeCalls: Bool
    /// The URLs of calls, by the places of their routes.
    let urls: [String]
    /// What went wrong with an event.
    let message: @Sendable (Event) -> String?
  }

  private var books = RunReport()
  private let notices: Notices?
  /// Whether also of what has not failed something is noticed.
  private let noticesCalls: Bool
  private let isBatched: Bool
  /// Events that failed: the sum of the books' counts by kind, wanted at every turn of the loop.
  private(set) var failures = 0
  /// When a call was last delivered; nil if none was.
  private(set) var lastDelivery: Int?
  private var gate = NoticeGate()
  /// From when on a pause is noticed again.
  private var nextPauseNotice = Int.min
  /// Pauses that are shorter, in nanoseconds, are part of keeping a pace.
  private static let leastPause = 5_000_000_000
  /// How long, in nanoseconds, no other pause is noticed.
  private static let pauseInterval = 60_000_000_000

  /// What the run came to so far.
  var report: RunReport {
    var report = books
    report.failuresNotNoticed = gate.leftOut
    return report
  }

  /// Calls that Segment accepted.
  var delivered: Int { books.delivered }

  /// Events that have their result.
  var finished: Int { books.delivered + failures + books.unchanged + books.dry }

  /// - Parameters:
  ///   - notices: what is noticed; nil for nothing.
  ///   - isBatched: whether events are sent in batches.
  init(_ notices: Notices?, isBatched: Bool) {
    self.notices = notices
    noticesCalls = notices?.includeCalls ?? false
    self.isBatched = isBatched
  }

  /// Records a try at a call.
  ///
  /// - Parameters:
  ///   - requests: how many requests have begun for it.
  ///   - bytes: the length of its body.
  ///   - nanoseconds: how long the answer took, if one came.
  ///   - status: that of the answer, if one came.
  mutating func tried(requests: Int, bytes: Int, answeredAfter nanoseconds: Int?, status: Int?) {
    books.attempts += requests
    books.bytesSent += requests * bytes
    if let nanoseconds { books.latency.add(nanoseconds / 1000) }
    if let status { books.answers[status, default: 0] += 1 }
  }

  /// Records that an event has its result.
  mutating func finish(_ event: Event, now: Int, _ effects: inout Effects) {
    books.count(event)
    if event.hasFailed { failures += 1 }
    if event.stage == .delivered { lastDelivery = now }
    if event.hasFailed || noticesCalls { notice(event, now: now, &effects) }
  }

  /// Notices that nothing gets through any more.
  mutating func outageBegan(_ last: AttemptResult, _ effects: inout Effects) {
    guard notices != nil, let failure = last.failure else { return }
    effects.notices.append(
      .outageBegan(type: failure.kind.rawValue, status: last.status, detail: failure.detail))
  }

  /// Notices that a call gets through again, so many nanoseconds after the first that did not.
  mutating func outageEnded(after nanoseconds: Int, _ effects: inout Effects) {
    guard notices != nil else { return }
    effects.notices.append(.outageEnded(seconds: Double(nanoseconds) / 1e9))
  }

  /// Notices that no call starts for so many nanoseconds, if that is long.
  mutating func paused(for nanoseconds: Int, now: Int, _ effects: inout Effects) {
    guard notices != nil, nanoseconds >= Self.leastPause, now >= nextPauseNotice else { return }
    nextPauseNotice = now + Self.pauseInterval
    effects.notices.append(.paused(seconds: Double(nanoseconds) / 1e9))
  }

  private mutating func notice(_ event: Event, now: Int, _ effects: inout Effects) {
    guard let notices else { return }
    if let result = event.result {
      let route = result.batchSize == nil ? Route.operation(event.call.operation) : .batch
      if notices.includeCalls, result.tries > 0 {
        effects.notices.append(
          .call(
            line: event.number, url: notices.urls[route.index], status: result.status,
            milliseconds: result.milliseconds, attempts: result.attempts,
            type: result.failure?.kind.rawValue))
      }
      // That the run stopped is said once, not for each event that was not sent.
      guard let failure = result.failure, failure.kind != .notSent else { return }
      noteFailure(event, type: failure.kind.rawValue, notices, now: now, &effects)
    } else if let refusal = event.refusal {
      noteFailure(event, type: refusal.kind.rawValue, notices, now: now, &effects)
    } else if event.stage == .dry, notices.includeCalls {
      let url = notices.urls[(isBatched ? Route.batch : .operation(event.call.operation)).index]
      effects.notices.append(.request(line: event.number, url: url, body: Array(event.body)))
    }
  }

  private mutating func noteFailure(
    _ event: Event, type: String, _ notices: Notices, now: Int, _ effects: inout Effects
  ) {
    guard let leftOut = gate.pass(now: now) else { return }
    effects.notices.append(
      .failure(
        line: event.number, type: type, message: notices.message(event) ?? "", leftOut: leftOut))
  }
}
