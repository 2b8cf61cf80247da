import JSON
import Segment

/// One input line on its way through the pipeline, with all that belongs to it.
///
/// It is owned by the reader, then a transfer loop, then the writer, then the pool, each handing it over
/// under a lock. If a batch carries it, its `progress` is not used, and its `response` is the batch's.
final class Event: CallState, @unchecked Sendable {
  /// What the reader has made of its line.
  enum Reading {
    /// The line stays as it is.
    case unchanged
    /// No call is made of it.
    case refused(Refusal)
    /// The body would be sent as this call, but the run is dry.
    case dry(Call)
    /// The body is to be sent as this call.
    case waiting(Call)
  }

  /// How far it has come. Without what belongs to it, for it is looked at often.
  enum Stage {
    /// It carries no line: it is in the pool, or the reader is about to fill it.
    case empty
    /// See `Reading`.
    case unchanged, refused, dry, waiting
    /// Its call has come to this end.
    case delivered, failed
  }

  /// The number of the input line, from 1.
  @exclusivity(unchecked) var number = 0
  @exclusivity(unchecked) var line = ByteBuffer()
  @exclusivity(unchecked) private(set) var stage = Stage.empty
  /// Where in the line the result goes; nil if it stands alone.
  @exclusivity(unchecked) var splice: SplicePoint?
  /// Bytes counted for it in the allowance.
  @exclusivity(unchecked) var heldBytes = 0
  /// Of these, the bytes of an answer.
  @exclusivity(unchecked) var heldForAnswer = 0

  /// The call that is, would be or was made of it.
  @exclusivity(unchecked) private var madeCall: Call?
  /// Why no call is made of it; nil if one is.
  @exclusivity(unchecked) private(set) var refusal: Refusal?
  /// What its call has come to; nil before that.
  @exclusivity(unchecked) private(set) var result: CallResult?

  /// Whether its result is a failure.
  var hasFailed: Bool {
    stage == .failed || stage == .refused
  }

  /// Whether it has its result.
  var isDone: Bool { stage != .waiting }

  /// The call that is, would be or was made of it. There must be one.
  var call: Call {
    guard let madeCall else {
      preconditionFailure("an event whose line is refused, or left as it is, has no call")
    }
    return madeCall
  }

  /// What the reader has made of its line.
  func read(_ reading: Reading) {
    precondition(stage == .empty, "an event is read once")
    switch reading {
    case .unchanged: stage = .unchanged
    case .refused(let refusal): (stage, self.refusal) = (.refused, refusal)
    case .dry(let call): (stage, madeCall) = (.dry, call)
    case .waiting(let call): (stage, madeCall) = (.waiting, call)
    }
  }

  /// Whether the line is at fault: no JSON object.
  var isInvalidLine: Bool { refusal?.kind.concernsLine ?? false }

  /// What went wrong, as a sentence without a full stop; nil if nothing did.
  func message(_ shape: ResultShape) -> String? {
    result.flatMap { shape.message(of: $0) } ?? refusal?.message
  }

  /// Its call has come to an end.
  ///
  /// - Parameters:
  ///   - last: what the last try came to.
  ///   - progress: that of the payload.
  ///   - batchSize: how many events the call carries; nil if it carries this one alone.
  func settle(_ last: AttemptResult, _ progress: Progress, batchSize: Int?, now: Int) {
    precondition(stage == .waiting, "only the call of an event that waits comes to an end")
    result = last.callResult(
      attempts: progress.attempts, tries: progress.tries, nanoseconds: now - progress.firstStart,
      batchSize: batchSize)
    stage = last.failure == nil ? .delivered : .failed
    self.progress.lastResult = nil
  }

  /// Empties it for another line. Buffers that have grown beyond `keptCapacity` are given back.
  func reset(keptCapacity: Int) {
    line.removeAll(keeping: keptCapacity)
    body.removeAll(keeping: keptCapacity)
    // The events of a batch share its response.
    if result?.batchSize != nil { response = [] }
    response.empty(keeping: keptCapacity)
    stage = .empty
    madeCall = nil
    refusal = nil
    result = nil
    splice = nil
    progress = Progress()
    heldBytes = 0
    heldForAnswer = 0
  }
}

extension [UInt8] {
  /// Removes all bytes, and gives the storage back if it is larger than `capacity`.
  mutating func empty(keeping capacity: Int) {
    removeAll(keepingCapacity: self.capacity <= capacity)
  }
}

/// Where a call is sent.
enum Route: Equatable, Sendable {
  /// To the endpoint of an operation.
  case operation(Operation)
  /// To the endpoint for batches.
  case batch

  /// All routes, in the order of their places.
  static let all = Operation.allCases.map(Route.operation) + [.batch]

  /// Its place among all.
  var index: Int {
    switch self {
    case .operation(let operation): operation.index
    case .batch: Operation.allCases.count
    }
  }

  /// The last part of its URL.
  var name: String {
    switch self {
    case .operation(let operation): operation.rawValue
    case .batch: "batch"
    }
  }
}
