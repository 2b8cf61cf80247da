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
    /// The delay, `Retry-After` or seed is no whole number, or is too large.
    case badNumber
    /// With this item the shares sum to more than 1.
    case sharesExceedOne
  }

  /// The item as written, without blanks around it.
  public let item: String
  /// In which way it is wrong.
  public let reason: Reason
}
