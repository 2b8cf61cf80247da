/// A call that has ended, on its way from a transfer loop to the dispatcher.
struct EndedCall {
  let payload: Payload
  let result: AttemptResult
  /// Requests that have begun on a connection for it.
  let requests: Int
}
