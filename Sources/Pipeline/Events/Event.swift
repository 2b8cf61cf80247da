import JSON
import Segment

/// One input line on its way through the pipeline, with all that belongs to it.
///
/// It is owned by one thread at a time: the reader, then a transfer loop, then the writer, then
/// the pool, each handing it over under a lock, so that exclusive access need not be checked while the
/// program runs (as in `Transfer`). Its buffers are kept when it is used again.
final class Event: @unchecked Sendable {
  /// How far it has come.
  enum Stage {
    /// It carries no line: it is in the pool, or the reader is about to fill it.
    case empty
    /// The line stays as it is.
    case unchanged
    /// No call is made of it.
    case refused(Refusal)
    /// The body would be sent as this call, but the run is dry.
    case dry(Call)
    /// The body is to be sent as this call.
    case waiting(Call)
    /// Its call has come to an end, a delivery or a failure.
    case settled(Call, CallResult)
  }

  /// The number of the input line, from 1.
  @exclusivity(unchecked) var number = 0
  @exclusivity(unchecked) var line: [UInt8] = []
  /// The body of the call.
  @exclusivity(unchecked) var body: [UInt8] = []
  /// The body of the last response.
  @exclusivity(unchecked) var response: [UInt8] = []
  @exclusivity(unchecked) private(set) var stage = Stage.empty
  /// Where in the line the result goes; nil if it stands alone.
  @exclusivity(unchecked) var splice: SplicePoint?
  /// How far the delivery of its call has come, unless a batch carries it.
  @exclusivity(unchecked) var progress = Progress()
  /// Bytes counted for it in the allowance.
  @exclusivity(unchecked) var heldBytes = 0
  /// Of these, the bytes of an answer.
  @exclusivity(unchecked) var heldForAnswer = 0

  /// Whether its result is a failure.
  var hasFailed: Bool {
    switch stage {
    case .settled(_, let result): result.failure != nil
    case .refused: true
    case .empty, .waiting, .dry, .unchanged: false
    }
  }

  /// Whether it has its result.
  var isDone: Bool { if case .waiting = stage { false } else { true } }

  /// The call that is to be made of it. It must be waiting.
  var call: Call {
    guard case .waiting(let call) = stage else {
      preconditionFailure("only an event that waits has a call to be made")
    }
    return call
  }

  /// What the reader has made of its line.
  func read(_ stage: Stage) {
    guard case .empty = self.stage else {
      preconditionFailure("an event is read once")
    }
    self.stage = stage
  }

  /// Whether the line is at fault: no JSON object.
  var isInvalidLine: Bool {
    if case .refused(let refusal) = stage { refusal.kind.concernsLine } else { false }
  }

  /// What went wrong, as a sentence without a full stop; nil if nothing did.
  func message(_ shape: ResultShape) -> String? {
    switch stage {
    case .settled(_, let result): shape.message(of: result)
    case .refused(let refusal): refusal.message
    case .empty, .waiting, .dry, .unchanged: nil
    }
  }

  /// Its call has come to an end.
  ///
  /// - Parameters:
  ///   - last: what the last try came to.
  ///   - progress: that of the payload.
  ///   - batchSize: how many events the call carries; nil if it carries this one alone.
  func settle(_ last: AttemptResult, _ progress: Progress, batchSize: Int?, now: Int) {
    let result = last.callResult(
      attempts: progress.attempts, tries: progress.tries, nanoseconds: now - progress.firstStart,
      batchSize: batchSize)
    stage = .settled(call, result)
    self.progress.lastResult = nil
  }

  /// Empties it for another line. Buffers that have grown beyond `keptCapacity` are given back.
  func reset(keptCapacity: Int) {
    line.empty(keeping: keptCapacity)
    body.empty(keeping: keptCapacity)
    // The events of a batch share its response.
    if case .settled(_, let result) = stage, result.batchSize != nil { response = [] }
    response.empty(keeping: keptCapacity)
    stage = .empty
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
