/// What is wrong with the text of `--sandbox=FAULTS`.
public struct FaultError: Error, Equatable {
  /// In which way an item is wrong.
  public enum Reason: Sendable, Equatable {
    /// No such item, or not its number of parts. Expected: `STATUS:SHARE[:RETRY_AFTER]`, `delay`,
    /// `reset`, `hang`, `garbage` or `seed` with one value each.
    case unknownItem
    /// The share is no decimal number from 0 to 1.
    case badShare
    /// The status is no whole number from 100 to 599.
    case badStatus
    /// The delay is no whole number of milliseconds up to `Faults.longestDelay`.
    case badDelay
    /// The `Retry-After` is no whole number of seconds up to `Faults.longestRetryAfter`.
    case badRetryAfter
    /// The seed is no whole number, or has more than 64 bits.
    case badSeed
    /// With this item the shares sum to more than 1.
    case sharesExceedOne
  }

  /// The item as written, without blanks around it.
  public let item: String
  /// In which way it is wrong.
  public let reason: Reason
}
