/// The troubles that a collector is asked to inject: the checked value of `--sandbox=FAULTS`.
public struct Faults: Sendable, Equatable {
  /// One trouble that befalls a share of the requests.
  public enum Kind: Sendable, Equatable {
    /// A status instead of the verdict, with `Retry-After` in seconds if that is given.
    case status(Int, retryAfter: Int?)
    /// A TCP reset instead of a reply.
    case reset
    /// No reply at all.
    case hang
    /// Bytes that are no HTTP.
    case garbage
  }

  /// A trouble and how often it strikes.
  public struct Share: Sendable, Equatable {
    /// The trouble.
    public let kind: Kind
    /// The share of requests, 0 to 1.
    public let share: Double
  }

  /// The most milliseconds of a delay: an hour.
  public static let longestDelay: UInt64 = 3_600_000
  /// The most seconds of a `Retry-After`: a day.
  public static let longestRetryAfter: UInt64 = 86_400

  /// No trouble at all.
  public static let none = Faults()

  /// The troubles, in the order in which they were named; their shares sum to at most 1.
  public private(set) var shares: [Share] = []
  /// How long every reply is held back.
  public private(set) var delay: Duration = .zero
  /// What the sequence of troubles is drawn from: the same seed, the same sequence.
  public private(set) var seed: UInt64 = 1

  /// Reads the text of the flag: comma-separated items, each one of `STATUS:SHARE`,
  /// `STATUS:SHARE:RETRY_AFTER`, `delay:MILLISECONDS`, `reset:SHARE`, `hang:SHARE`,
  /// `garbage:SHARE` and `seed:NUMBER`.
  ///
  /// Blanks around an item are ignored; of several delays or seeds the last one counts. An empty
  /// text means no faults. A delay is at most an hour, a `Retry-After` at most a day.
  ///
  /// - Throws: the first item that is wrong, and in which way.
  public static func parse(_ text: String) throws(FaultError) -> Faults {
    var faults = Faults()
    guard !text.isEmpty else { return faults }
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      try faults.add(String(item.trimmingBlanks))
    }
    return faults
  }

  private mutating func add(_ item: String) throws(FaultError) {
    let parts = item.split(separator: ":", omittingEmptySubsequences: false)
    guard let name = parts.first, parts.count == 2 || parts.count == 3 else {
      throw FaultError(item: item, reason: .unknownItem)
    }
    switch name {
    case "delay" where parts.count == 2:
      delay = .milliseconds(
        try Self.whole(parts[1], upTo: Self.longestDelay, or: .badDelay, in: item))
    case "seed" where parts.count == 2:
      seed = try Self.whole(parts[1], upTo: .max, or: .badSeed, in: item)
    case "reset" where parts.count == 2: try add(.reset, parts[1], in: item)
    case "hang" where parts.count == 2: try add(.hang, parts[1], in: item)
    case "garbage" where parts.count == 2: try add(.garbage, parts[1], in: item)
    default: try addStatus(parts, in: item)
    }
  }

  private mutating func addStatus(
    _ parts: [Substring], in item: String
  ) throws(FaultError) {
    guard let first = parts[0].utf8.first, Self.isDigit(first) else {
      throw FaultError(item: item, reason: .unknownItem)
    }
    guard parts[0].utf8.allSatisfy(Self.isDigit), let status = Int(parts[0]),
      (100...599).contains(status)
    else { throw FaultError(item: item, reason: .badStatus) }
    let wait = try parts.dropFirst(2).first.map { text throws(FaultError) in
      try Self.whole(text, upTo: Self.longestRetryAfter, or: .badRetryAfter, in: item)
    }
    try add(.status(status, retryAfter: wait.map { Int($0) }), parts[1], in: item)
  }

  private mutating func add(
    _ kind: Kind, _ text: Substring, in item: String
  ) throws(FaultError) {
    // Plain decimals only: Double would also read `nan`, `0x1p-3` and the like.
    guard text.utf8.allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: ".") }),
      let share = Double(text), (0...1).contains(share)
    else { throw FaultError(item: item, reason: .badShare) }
    shares.append(Share(kind: kind, share: share))
    // Decimal shares that sum to 1 may miss it by a rounding error.
    guard shares.reduce(0, { $0 + $1.share }) <= 1 + 1e-9 else {
      throw FaultError(item: item, reason: .sharesExceedOne)
    }
  }

  private static func whole(
    _ text: Substring, upTo limit: UInt64, or reason: FaultError.Reason, in item: String
  ) throws(FaultError) -> UInt64 {
    guard text.utf8.allSatisfy(isDigit), let number = UInt64(text), number <= limit else {
      throw FaultError(item: item, reason: reason)
    }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
