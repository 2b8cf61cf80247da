/// What was typed, unchecked: the flags in order, each with the spelling used.
public struct RawOptions: Equatable, Sendable {
  /// One flag as it was typed.
  public struct Typed: Equatable, Sendable {
    /// Which flag it is.
    public let id: FlagID
    /// `-j` or `--concurrency`; an abbreviated long name is written out.
    public let spelling: String
    /// Its argument, if it has one.
    public let argument: String?
  }

  /// Every flag typed, in order.
  public private(set) var typed: [Typed] = []

  /// Options of an empty command line.
  public init() {}

  /// The last use of a flag, which is the one that holds; nil if it was not typed.
  public subscript(id: FlagID) -> Typed? {
    typed.last { $0.id == id }
  }

  /// Every use of a flag, in order.
  public func all(_ id: FlagID) -> [Typed] {
    typed.filter { $0.id == id }
  }

  mutating func append(_ id: FlagID, spelling: String, argument: String?) {
    typed.append(Typed(id: id, spelling: spelling, argument: argument))
  }
}

/// What arguments were found to be: the flags that could be read and what was wrong with the others.
public struct ParsedArguments: Equatable, Sendable {
  /// The flags that could be read.
  public var options = RawOptions()
  /// What was wrong, in the order typed, but of several positional words only the first.
  public var errors: [UsageError] = []
}
