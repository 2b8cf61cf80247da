import Sandbox

/// One thing wrong with a command line; `UsageWording` puts it into words.
///
/// A `flag` is the spelling that was typed, `-j` or `--concurrency`.
public enum UsageError: Error, Equatable, Sendable {
  /// What a flag's argument should have been.
  public enum Expectation: Equatable, Sendable {
    /// A whole number in decimal digits.
    case wholeNumber(ClosedRange<Int>)
    /// A number of bytes with an optional suffix K, M or G.
    case byteCount(ClosedRange<Int>)
    /// A time, a number with a unit.
    case timeSpan
    /// A number of calls a second.
    case rate
    /// One of a few words; `nearest` is the one that was probably meant.
    case oneOf([String], nearest: String?)
    /// The name of a file other than standard input.
    case fileName
  }

  /// No such flag; `nearest` is the long spelling that was probably meant.
  case unknownFlag(text: String, nearest: String?)
  /// An abbreviation that several long flags begin with.
  case ambiguousFlag(text: String, candidates: [String])
  /// A flag that needs an argument stands last; `metavar` names what it needs.
  case missingArgument(flag: String, metavar: String)
  /// An argument to a flag that takes none, as in `--check=x`.
  case unexpectedArgument(flag: String, value: String)
  /// A word that is neither a flag nor the argument of one. `after` is the flag just before it if
  /// that takes an argument in the form `--flag=ARGUMENT` only.
  case positional(String, after: String?)
  /// An argument of the wrong kind or out of range.
  case badValue(flag: String, value: String, expected: Expectation)
  /// An assignment without `=` or without a key.
  /// `place` counts the uses of the flag, from 1; nil if it is the only one.
  case badAssignment(flag: String, value: String, place: Int? = nil)
  /// An endpoint that is no URL this program can use.
  case badEndpoint(flag: String, value: String, fault: Endpoint.Fault)
  /// An item of a list of faults that is none.
  case badFaults(flag: String, FaultError)
  /// A proxy that is no URL, or has a scheme other than these; `flag` may be the environment variable
  /// that names it. It may hold a password.
  case badProxy(flag: String, schemes: [String])
  /// A line that names no header; it may be a secret.
  case badHeader(flag: String, HeaderLine.Fault)
  /// Plain `http://` to another machine without `--insecure-http`.
  case httpToOtherMachine(flag: String, value: String)
  /// Plain `http://` through a proxy on another machine without `--insecure-http`. The proxy's URL
  /// may hold a password.
  case httpThroughOtherMachine(flag: String)
  /// Two flags that exclude each other, in the order typed.
  case conflict(first: String, second: String)
  /// A flag that does nothing without another one.
  case needs(flag: String, other: String)
  /// Neither `-c` nor `-i` nor `-s`.
  case noConfig
}

/// Everything wrong with one command line, in the order found; never empty.
public struct UsageErrors: Error, Equatable, Sendable {
  /// The errors.
  public let all: [UsageError]
}
