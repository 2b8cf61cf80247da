import Sandbox
import Segment

/// Words usage errors: the flag as typed, the value, what was expected, what to do.
public enum UsageWording {
  /// The name every line begins with.
  public static let program = Program.name

  /// All errors for standard error, a line each, each line ended; `HelpText.short` follows that of
  /// a missing config.
  public static func text(_ errors: UsageErrors) -> String {
    errors.all.map { error in
      "\(program): \(sentence(error))\n" + (error == .noConfig ? HelpText.short : "")
    }.joined()
  }

  /// One error without the program's name.
  public static func sentence(_ error: UsageError) -> String {
    switch error {
    case .unknownFlag(let text, let nearest):
      "unknown option \(quoted(text)); "
        + (foreignFlags[text] ?? nearest.map { "did you mean \($0)?" } ?? seeHelp)
    case .ambiguousFlag(let text, let candidates):
      "option \(quoted(text)) is ambiguous: it could be \(list(candidates))"
    case .missingArgument(let flag, let metavar):
      "\(flag): expected \(metavar) after it"
    case .unexpectedArgument(let flag, let value):
      "\(flag)=\(value.isEmpty ? "" : quoted(value)): \(flag) takes no argument"
    case .positional(let text, let after):
      positional(text, after: after)
    case .badValue(let flag, let value, let expected):
      "\(flag) \(quoted(value)): expected \(wording(expected))\(unit(flag))"
    case .badAssignment(let flag, _, let place):
      // The value is not shown: it may be a write key.
      "\(flag)\(place.map { " number \($0)" } ?? ""): expected KEY=VALUE, such as \(flag) event=Purchase"
    case .badEndpoint(let flag, let value, let fault):
      endpoint(flag, value, fault)
    case .badFaults(let flag, let error):
      "\(flag)=\(quoted(error.item)): expected \(wording(error.reason))"
    case .badProxy(let flag, let schemes):
      "\(flag): expected [SCHEME://][USER:PASSWORD@]HOST[:PORT], with the scheme "
        + "\(list(schemes)); a space and the characters / ? # @ of a password are "
        + "percent-encoded, control characters cannot be sent"
    case .badHeader(let flag, let fault):
      "\(flag): \(words(fault))"
    case .httpToOtherMachine(let flag, let value):
      "\(flag) \(quoted(value)): the write key would travel to another machine in clear text; "
        + "use https://, or add \(FlagID.insecureHTTP.spelling) to allow it"
    case .httpThroughOtherMachine(let flag):
      "\(flag): the write key would travel to another machine in clear text; "
        + "use an https:// endpoint, or add \(FlagID.insecureHTTP.spelling) to allow it"
    case .conflict(let first, let second):
      "\(first) and \(second) exclude each other; give only one of them"
    case .needs(let flag, let other):
      "\(flag) does nothing without \(other)"
    case .noConfig:
      "no step config; give one with -c, -i or -s (see --help)"
    }
  }

  /// What a line that names no header should have been.
  static func words(_ fault: HeaderLine.Fault) -> String {
    switch fault {
    case .form:
      "expected 'NAME: VALUE', 'NAME;' for an empty value, or 'NAME:' to leave a header out"
    case .value: "expected a value without control characters"
    case .framing(let name): "\(name) follows from the body, and cannot be given"
    }
  }

  private static let seeHelp = "see \(program) --help"

  /// What other tools have options for.
  private static let foreignFlags = [
    "-o": toOutput, "--output": toOutput, "--out": toOutput, "-f": fromInput, "--file": fromInput,
    "--input": fromInput, "--no-color": "did you mean --color=never?",
    "--no-colour": "did you mean --color=never?",
    "-k": verified, "--insecure": verified,
  ]
  private static let toOutput = "events with their results go to standard output: > FILE"
  private static let fromInput =
    "events come on standard input: < FILE; a step config is given with -c"
  private static let verified = "certificates are always verified; --cacert FILE trusts others"

  /// The unit of a flag's number, where that is typed with one elsewhere.
  private static func unit(_ flag: String) -> String {
    flag == FlagID.batchLinger.spelling ? ", in milliseconds, without a unit" : ""
  }

  private static func positional(_ text: String, after flag: String?) -> String {
    let shown = quoted(text)
    if [".yaml", ".yml", ".json"].contains(where: text.hasSuffix) {
      return "unexpected argument \(shown); did you mean -c \(shown)?"
    }
    if let flag {
      return "unexpected argument \(shown); did you mean \(flag)=\(shown)?"
    }
    if text.contains("/") || text.dropFirst().contains(".") {
      return "unexpected argument \(shown); events come on standard input: "
        + "\(program) ... < \(shown)"
    }
    return "unexpected argument \(shown); events come on standard input, all else in options"
  }

  private static func wording(_ expected: UsageError.Expectation) -> String {
    switch expected {
    case .wholeNumber(let range) where range.upperBound == .max:
      "a whole number, \(range.lowerBound) or more"
    case .wholeNumber(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .byteCount(let range):
      "a number of bytes from \(size(range.lowerBound)) to \(size(range.upperBound)), such as 64M"
    case .timeSpan: "a time from 1ms to 366d, such as 90s, 2h or 1h30m"
    case .rate:
      "a number of calls a second from 0.001 to 1000000, such as 0.5 or 100, or a share of it, "
        + "such as 1000/8"
    case .oneOf(let words, let nearest):
      list(words) + (nearest.map { "; did you mean \($0)?" } ?? "")
    case .fileName:
      "the name of a file; standard input carries the events"
    }
  }

  /// A number of bytes as one would type it.
  private static func size(_ bytes: Int) -> String {
    if bytes >= 1 << 30 { return "\(bytes >> 30)G" }
    return bytes >= 1 << 20 ? "\(bytes >> 20)M" : "\(bytes)"
  }

  private static func wording(_ reason: FaultError.Reason) -> String {
    switch reason {
    case .unknownItem:
      "STATUS:SHARE, STATUS:SHARE:RETRY_AFTER, delay:MS, reset:SHARE, hang:SHARE, garbage:SHARE or "
        + "seed:N, such as 503:0.1"
    case .badShare: "a share of the calls from 0 to 1, such as 0.1"
    case .badStatus: "a status from 100 to 599"
    case .badDelay: "a whole number of milliseconds from 0 to \(Faults.longestDelay)"
    case .badRetryAfter:
      "a Retry-After in whole seconds from 0 to \(Faults.longestRetryAfter)"
    case .badSeed: "a seed from 0 to \(UInt64.max)"
    case .sharesExceedOne: "shares that sum to at most 1"
    }
  }

  /// The value is not quoted where it holds a password.
  private static func endpoint(_ flag: String, _ value: String, _ fault: Endpoint.Fault) -> String {
    if fault == .credentials {
      return "\(flag): expected a URL without user name and password; "
        + "calls are authorised by the config's write_key"
    }
    let shown = value.contains("@") ? flag : "\(flag) \(quoted(value))"
    if fault == .scheme, let meant = try? Endpoint("https://\(value)"), !value.contains("@") {
      let url = meant.isLoopback ? "http://\(value)" : meant.text
      return "\(shown): expected a URL with its scheme; did you mean \(quoted(url))?"
    }
    if fault == .operation, let slash = value.lastIndex(of: "/") {
      return
        "\(shown): the operation is appended to it; did you mean \(quoted(String(value[..<slash])))?"
    }
    let expected =
      switch fault {
      case .scheme: "a URL that begins with https:// or http://"
      case .host: "a host name or address after ://"
      case .port: "a port from 1 to 65535 after the host"
      case .queryOrFragment: "a URL without ? and #, since the operation is appended to it"
      case .character: "a URL without spaces and other characters that must be percent-encoded"
      case .credentials: "a URL without user name and password"
      case .operation: "a URL without the operation at its end"
      }
    return "\(shown): expected \(expected)"
  }

  /// As one would type it for a shell, cut to a line's length, with control characters escaped.
  private static func quoted(_ text: String) -> String {
    let limit = 120
    var shown = ""
    for scalar in text.prefix(limit).unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
    if text.count > limit { shown += "..." }
    let isPlain = !shown.isEmpty && !shown.contains { $0.isWhitespace || $0 == "'" }
    return isPlain ? shown : "'\(shown)'"
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
