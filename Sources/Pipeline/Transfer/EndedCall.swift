import HTTP

/// A call that has ended, on its way from a transfer loop to the dispatcher.
struct EndedCall {
  let event: Event
  let outcome: TransferOutcome
  let result: AttemptResult
  /// Attempts that libcurl has added by itself.
  let resends: Int
}
