import JSON

/// What one call carries.
enum Payload {
  /// One event.
  case event(Event)
  /// A batch of them.
  case batch(Batch)

  /// What it has as a call.
  @inline(__always)
  var call: CallState {
    switch self {
    case .event(let event): event
    case .batch(let batch): batch
    }
  }

  /// Where in the body the time of sending stands.
  var sentAt: Int {
    switch self {
    case .event(let event): event.call.sentAt
    case .batch(let batch): batch.sentAt
    }
  }

  /// Where it is sent.
  var route: Route {
    switch self {
    case .event(let event): .operation(event.call.operation)
    case .batch: .batch
    }
  }

  /// The first event that it carries.
  var first: Event {
    switch self {
    case .event(let event): event
    case .batch(let batch): batch.members[0]
    }
  }

  /// How many events it carries.
  var count: Int {
    switch self {
    case .event: 1
    case .batch(let batch): batch.members.count
    }
  }
}

/// A call that has ended, on its way from a transfer loop to the dispatcher.
struct EndedCall {
  let payload: Payload
  let result: AttemptResult
  /// Requests that have begun on a connection for it.
  let requests: Int
  /// The length of the body, as it goes out.
  let bytes: Int
}
