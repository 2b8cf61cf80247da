import HTTP

/// A call that has ended, on its way from a transfer loop to the dispatcher.
struct EndedCall {
  let event: Event
  let outcome: TransferOutcome
  let result: AttemptResult
  /// Requests that have begun on a connection for it.
  let requests: Int
}
