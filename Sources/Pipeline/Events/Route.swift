import Segment

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
