import Synchronization
import Threads

/// A window on a run for another thread: where it stands, and what happened since the last look.
public final class RunMonitor: Sendable {
  /// Where a run stands.
  public struct Standing: Equatable, Sendable {
    /// Lines read, blank ones counted.
    public var lines = 0
    /// Of these, blank ones.
    public var blankLines = 0
    /// Bytes read.
    public var bytes = 0
    /// Of these, those of lines that earlier runs have handled.
    public var bytesPassedOver = 0
    /// Calls that Segment accepted.
    public var delivered = 0
    /// Events that failed.
    public var failed = 0
    /// Events that have their result, whatever it is.
    public var finished = 0
    /// Calls in flight, batches counted as one.
    public var inFlight = 0
    /// The signal that stops the run; nil while none has come.
    public var stoppedBy: CInt?

    /// Where a run stands at its beginning.
    public init() {}
  }

  /// Notices that wait to be taken; further ones are dropped, for nobody waits for a terminal.
  private static let noticeLimit = 10_000
  private static let noticeByteLimit = 8 << 20

  private struct Notices {
    var pending: [Notice] = []
    /// Bytes of the bodies in them.
    var bytes = 0
    var dropped = 0
    /// The report that was asked for last.
    var report: RunReport?
  }

  /// What the run came to so far, while it goes on.
  private let source = Monitor<(@Sendable () -> RunReport)?>(nil)

  /// Whether each call is noticed, not only failures.
  let noticesCalls: Bool
  private let lines = Atomic(0)
  private let blankLines = Atomic(0)
  private let bytes = Atomic(0)
  private let bytesPassedOver = Atomic(0)
  private let delivered = Atomic(0)
  private let failed = Atomic(0)
  private let finished = Atomic(0)
  private let inFlight = Atomic(0)
  /// The number of the signal that stops the run; 0 for none.
  private let signal = Atomic<CInt>(0)
  private let notices = Monitor(Notices())

  /// Makes a window.
  ///
  /// - Parameter noticesCalls: whether each call is noticed, not only failures.
  public init(noticesCalls: Bool) { self.noticesCalls = noticesCalls }

  /// Where the run stands now.
  public var standing: Standing {
    var standing = Standing()
    standing.lines = lines.load(ordering: .relaxed)
    standing.blankLines = blankLines.load(ordering: .relaxed)
    standing.bytes = bytes.load(ordering: .relaxed)
    standing.bytesPassedOver = bytesPassedOver.load(ordering: .relaxed)
    standing.delivered = delivered.load(ordering: .relaxed)
    standing.failed = failed.load(ordering: .relaxed)
    standing.finished = finished.load(ordering: .relaxed)
    standing.inFlight = inFlight.load(ordering: .relaxed)
    let number = signal.load(ordering: .relaxed)
    standing.stoppedBy = number == 0 ? nil : number
    return standing
  }

  /// What happened since the last look.
  public struct News: Sendable {
    /// What is worth a line, in order.
    public let notices: [Notice]
    /// How many notices had to be dropped.
    public let dropped: Int
    /// What the run came to so far, if somebody has asked.
    public let report: RunReport?
  }

  /// Takes what happened since the last look.
  public func takeNews() -> News {
    notices.withLock { notices in
      defer { notices = Notices() }
      return News(notices: notices.pending, dropped: notices.dropped, report: notices.report)
    }
  }

  /// What the run came to so far; nil before it begins, and when it is over.
  public var report: RunReport? {
    guard var report = source.withLock({ $0 })?() else { return nil }
    report.lines = lines.load(ordering: .relaxed)
    report.blankLines = blankLines.load(ordering: .relaxed)
    report.bytesRead = bytes.load(ordering: .relaxed)
    return report
  }

  /// Has the report so far among the news.
  func show() {
    guard let report else { return }
    notices.withLock { $0.report = report }
  }

  /// The run begins.
  ///
  /// - Parameter report: what it came to so far, apart from what its reader knows.
  func begin(_ report: @escaping @Sendable () -> RunReport) { source.withLock { $0 = report } }

  /// The run is over.
  func end() { source.withLock { $0 = nil } }

  /// The run stops because of a signal.
  func noteStop(by number: CInt) { signal.store(number, ordering: .relaxed) }

  /// To be called by the reader alone.
  func notePassed(bytes: Int) { bytesPassedOver.store(bytes, ordering: .relaxed) }

  /// To be called by the reader alone.
  func noteRead(lines count: Int, blank: Int, bytes total: Int) {
    lines.store(count, ordering: .relaxed)
    blankLines.store(blank, ordering: .relaxed)
    bytes.store(total, ordering: .relaxed)
  }

  /// To be called by the dispatcher alone.
  func note(_ standing: Effects.Standing) {
    delivered.store(standing.delivered, ordering: .relaxed)
    failed.store(standing.failed, ordering: .relaxed)
    finished.store(standing.finished, ordering: .relaxed)
    inFlight.store(standing.inFlight, ordering: .relaxed)
  }

  func add(_ new: [Notice]) {
    guard !new.isEmpty else { return }
    notices.withLock { notices in
      for notice in new {
        if notices.pending.count < Self.noticeLimit, notices.bytes < Self.noticeByteLimit {
          notices.pending.append(notice)
          notices.bytes += notice.bodyLength
        } else {
          notices.dropped += 1
        }
      }
    }
  }
}
