import Segment

/// What a run came to.
public struct RunReport: Equatable, Sendable {
  /// Why no more was read.
  public internal(set) var inputEnd = InputEnd.endOfInput
  /// Why the run stopped early; nil if it did not.
  public internal(set) var stop: StopReason?
  /// Lines passed over, for earlier runs have handled them; nil if the run began with the first line.
  public internal(set) var passedOver: Int?
  /// The number of the first line that is left to another run, since the run stopped before its call was
  /// begun; nil if none is.
  public internal(set) var firstLeft: Int?
  /// Whether a last line, without line feed, is left to another run, since it is no whole JSON.
  public internal(set) var leavesTornLine = false
  /// Lines read behind those passed over, blank ones counted.
  public internal(set) var lines = 0
  /// Blank lines, which are passed over.
  public internal(set) var blankLines = 0
  /// Bytes read.
  public internal(set) var bytesRead = 0
  /// Bytes of the bodies sent, those of repeated attempts counted again.
  public internal(set) var bytesSent = 0
  /// Attempts made; one that carries a batch is one.
  public internal(set) var attempts = 0
  /// How long attempts took to be answered.
  public internal(set) var latency = LatencyHistogram()
  /// Seconds from the start to the end.
  public internal(set) var seconds = 0.0
  /// Calls that Segment accepted.
  public internal(set) var delivered = 0
  /// Calls that were not delivered, by the kind of failure.
  public internal(set) var failed: [CallResult.FailureKind: Int] = [:]
  /// Lines of which no call was made, by the reason.
  public internal(set) var refused: [Refusal.Kind: Int] = [:]
  /// Calls whose message id an earlier one of the run had, as far as that is known: see `RepeatedIDs`.
  public internal(set) var repeatedIDs = 0
  /// How many answers had each status.
  public internal(set) var answers: [Int: Int] = [:]
  /// Calls in flight, batches counted as one.
  public internal(set) var inFlight = 0
  /// Whether nothing gets through, as far as that is watched: with calls that are tried again for as
  /// long as it takes.
  public internal(set) var isOutage = false
  /// Seconds since a call was delivered; nil if none was.
  public internal(set) var secondsSinceDelivery: Double?
  /// When that was, by the monotonic clock in nanoseconds.
  var lastDelivery: Int?
  /// Failures that no notice was given of, behind the last one that was noticed.
  public internal(set) var failuresNotNoticed = 0
  /// Lines left as they were.
  public internal(set) var unchanged = 0
  /// Calls rendered in a dry run.
  public internal(set) var dry = 0

  /// The number of the last line read.
  public var lastLine: Int { (passedOver ?? 0) + lines }

  /// Lines that were no JSON objects.
  public var invalidLines: Int {
    refused.reduce(0) { $0 + ($1.key.concernsLine ? $1.value : 0) }
  }

  /// Events that were not delivered though they should have been.
  public var undelivered: Int {
    failed.values.reduce(0, +) + refused.values.reduce(0, +)
  }

  /// Events that have their result.
  public var finished: Int { delivered + undelivered + unchanged + dry }

  /// Events that were read and have no result yet.
  public var waiting: Int { max(0, lines - blankLines - finished) }

  /// Sets how long the run has lasted, and how long ago something was delivered.
  ///
  /// - Parameter start: when it began, by the monotonic clock in nanoseconds.
  mutating func setTimes(start: Int) {
    let now = Clock.monotonic
    seconds = Double(now - start) / 1e9
    secondsSinceDelivery = lastDelivery.map { Double(now - $0) / 1e9 }
  }

  mutating func count(_ event: Event) {
    switch event.stage {
    case .empty, .waiting: break
    case .delivered: delivered += 1
    case .failed:
      if let failure = event.result?.failure { failed[failure.kind, default: 0] += 1 }
    case .dry: dry += 1
    case .refused:
      if let refusal = event.refusal { refused[refusal.kind, default: 0] += 1 }
    case .unchanged: unchanged += 1
    }
  }
}
