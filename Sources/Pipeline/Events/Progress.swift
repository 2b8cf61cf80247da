/// How far the delivery of a payload has come. Times are nanoseconds of the monotonic clock.
struct Progress {
  /// How often its call was started.
  var tries = 0
  /// Requests begun on a connection.
  var attempts = 0
  /// Tries made because an earlier one had failed, but for those that are free.
  var retries = 0
  /// How often it was refused for the number of calls.
  var refusals = 0
  /// Whether a try was made again because the one before was not authorised.
  var isRenewed = false
  /// When its call was first started.
  var firstStart = 0
  /// Since when the time counts for which it is tried again: since the first start, or in an outage since
  /// it waits for that. Before the first start, since when it is ready.
  var triedSince = 0
  /// When it was last started.
  var lastStart = 0
  /// What the last try came to, while another is waited for.
  var lastResult: AttemptResult?
}
