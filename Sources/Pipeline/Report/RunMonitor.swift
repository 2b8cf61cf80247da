import Synchronization

/// A window on a run for another thread: where it stands, and what happened since the last look.
public final class RunMonitor: Sendable {
  /// Where a run stands.
  public struct Standing: Equatable, Sendable {
    /// Lines read, blank ones counted.
    public var lines = 0
    /// Bytes read.
    public var bytes = 0
    /// Calls that Segment accepted.
    public var delivered = 0
    /// Events that failed.
    public var failed = 0
    /// Calls in flight, batches counted as one.
    public var inFlight = 0

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
  }

  /// Whether each call is noticed, not only failures.
  let noticesCalls: Bool
  private let lines = Atomic(0)
  private let bytes = Atomic(0)
  private let delivered = Atomic(0)
  private let failed = Atomic(0)
  private let inFlight = Atomic(0)
  private let notices = Monitor(Notices())

  /// Makes a window.
  ///
  /// - Parameter noticesCalls: whether each call is noticed, not only failures.
  public init(noticesCalls: Bool) { self.noticesCalls = noticesCalls }

  /// Where the run stands now.
  public var standing: Standing {
    var standing = Standing()
    standing.lines = lines.load(ordering: .relaxed)
    standing.bytes = bytes.load(ordering: .relaxed)
    standing.delivered = delivered.load(ordering: .relaxed)
    standing.failed = failed.load(ordering: .relaxed)
    standing.inFlight = inFlight.load(ordering: .relaxed)
    return standing
  }

  /// Takes what happened since the last look, and how many notices had to be dropped.
  public func takeNotices() -> (notices: [Notice], dropped: Int) {
    notices.withLock { notices in
      defer { notices = Notices() }
      return (notices.pending, notices.dropped)
    }
  }

  /// To be called by the reader alone.
  func noteRead(lines count: Int, bytes total: Int) {
    lines.store(count, ordering: .relaxed)
    bytes.store(total, ordering: .relaxed)
  }

  /// To be called by the dispatcher alone.
  func note(delivered count: Int, failed failures: Int, inFlight calls: Int) {
    delivered.store(count, ordering: .relaxed)
    failed.store(failures, ordering: .relaxed)
    inFlight.store(calls, ordering: .relaxed)
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
