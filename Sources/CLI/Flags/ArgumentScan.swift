@preconcurrency import CGetopt
import Segment

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// One pass of getopt_long over a copy of the arguments; only one may run at a time.
struct ArgumentScan {
  /// What getopt_long returns for a long flag is its place in the table plus this, so that it is
  /// none of the letters it returns for short ones.
  private static let base: CInt = 256
  /// `-` in front: positional words are returned in their place, as 1. `:`: a missing argument is
  /// told from an unknown flag.
  private static let shortOptions = "-:" + FlagTable.all.map(shortOption).joined()

  private let arguments: [String]
  private var outcome = ParsedArguments()
  /// The flag just read, if the next word might have been meant as its argument.
  private var openFlag: String?
  private var followsUnknownFlag = false
  /// The place of a word such as `-n=x`: what follows `=` in it was not meant as flags.
  private var placeOfValue: Int?

  init(_ arguments: [String]) { self.arguments = arguments }

  mutating func run() -> ParsedArguments {
    if let error = longNameBehindOneDash {
      outcome.errors = [error]
      return outcome
    }
    var words = (["segment-step"] + arguments).map { strdup($0) }
    let names = FlagTable.all.map { strdup($0.id.name) }
    defer { for pointer in words + names { free(pointer) } }
    let count = CInt(clamping: words.count)
    words.append(nil)
    let longOptions = Self.longOptions(names)

    Self.rewind()
    while true {
      // Just after rewinding, optind may be 0; the first word is 1.
      let place = max(1, Int(optind))
      let result = getopt_long(count, &words, Self.shortOptions, longOptions, nil)
      if result == -1 { break }
      if place == placeOfValue { continue }
      if optopt == CInt(UInt8(ascii: "=")), result == CInt(UInt8(ascii: "?")) {
        placeOfValue = place
      }
      take(result, word: arguments[place - 1])
    }
    if Int(optind) < Int(count) { takePositional(arguments[Int(optind) - 1]) }
    return outcome
  }

  /// A word such as `-version`, which would be a bundle of letters and what is left of it the argument
  /// of one.
  private var longNameBehindOneDash: UsageError? {
    for word in arguments.prefix(while: { $0 != "--" }) where word.hasPrefix("-") {
      let name = word.dropFirst().prefix { $0 != "=" }
      if name.count > 3, FlagTable.all.contains(where: { $0.id.name == name }) {
        return .unknownFlag(text: "-\(name)", nearest: "--\(name)")
      }
    }
    return nil
  }

  private static func rewind() {
    opterr = 0
    #if canImport(Darwin)
      optreset = 1
      optind = 1
    #else
      optind = 0
    #endif
  }

  /// Handles one thing getopt_long returned; `word` is the argument it was found in.
  private mutating func take(_ result: CInt, word: String) {
    let value = optarg.map { String(cString: $0) }
    switch result {
    case 1:
      takePositional(value ?? "")
    case CInt(UInt8(ascii: "?")), CInt(UInt8(ascii: ":")):
      takeError(word: word)
    case Self.base...:
      let flag = FlagTable.all[Int(result - Self.base)]
      takeFlag(flag, spelling: flag.id.spelling, argument: value)
    default:
      guard let flag = Self.flag(letter: result) else { return }
      takeFlag(flag, spelling: Self.spelling(letter: result), argument: value)
    }
  }

  private mutating func takeFlag(_ flag: Flag, spelling: String, argument: String?) {
    // Not every C library clears optarg for a flag that takes none.
    let argument = flag.argument == .none ? nil : argument
    outcome.options.append(flag.id, spelling: spelling, argument: argument)
    followsUnknownFlag = false
    openFlag = nil
    if case .optional = flag.argument, argument == nil { openFlag = spelling }
  }

  private mutating func takePositional(_ text: String) {
    let seen = outcome.errors.contains { if case .positional = $0 { true } else { false } }
    // What follows an unknown flag was meant for it, and may be a secret.
    if !seen, !followsUnknownFlag { outcome.errors.append(.positional(text, after: openFlag)) }
    openFlag = nil
    followsUnknownFlag = false
  }

  /// `optopt` says what was wrong: 0 for an unknown or ambiguous long flag, a letter, or the value
  /// of a known long flag whose argument is missing or one too many.
  private mutating func takeError(word: String) {
    openFlag = nil
    // In `-z=x`, the `=` is part of what is unknown already.
    if optopt == CInt(UInt8(ascii: "=")), followsUnknownLetter(word) { return }
    let error: UsageError
    if optopt >= Self.base {
      let flag = FlagTable.all[Int(optopt - Self.base)]
      error = Self.argumentError(flag, spelling: flag.id.spelling, word: word)
    } else if optopt == 0 {
      error = Self.nameError(word)
    } else if let flag = Self.flag(letter: optopt) {
      error = Self.argumentError(flag, spelling: Self.spelling(letter: optopt), word: word)
    } else if optopt == CInt(UInt8(ascii: "=")), let value = Self.valueError(word) {
      error = value
    } else if (0x21...0x7E).contains(optopt) {
      error = .unknownFlag(text: Self.spelling(letter: optopt), nearest: nil)
    } else {
      error = .unknownFlag(text: word, nearest: nil)
    }
    // A letter beyond ASCII is several bytes, each of them unknown.
    if outcome.errors.last != error { outcome.errors.append(error) }
    if case .unknownFlag = error { followsUnknownFlag = !word.contains("=") }
  }

  private static func argumentError(_ flag: Flag, spelling: String, word: String) -> UsageError {
    if case .required(let metavar) = flag.argument {
      return .missingArgument(flag: spelling, metavar: metavar)
    }
    let value = word.firstIndex(of: "=").map { word[word.index(after: $0)...] } ?? ""
    return .unexpectedArgument(flag: spelling, value: String(value))
  }

  /// The error of `-n=x`, where a flag that takes no argument stands before the `=`.
  private static func valueError(_ word: String) -> UsageError? {
    guard let letter = letterBeforeValue(word), let flag = flag(letter: letter) else { return nil }
    return argumentError(flag, spelling: spelling(letter: letter), word: word)
  }

  private static func letterBeforeValue(_ word: String) -> CInt? {
    word.prefix { $0 != "=" }.dropFirst().utf8.last.map(CInt.init)
  }

  private func followsUnknownLetter(_ word: String) -> Bool {
    Self.letterBeforeValue(word).map { Self.flag(letter: $0) == nil } ?? false
  }

  private static func nameError(_ word: String) -> UsageError {
    let text = String(word.prefix { $0 != "=" })
    let candidates = FlagTable.all.map(\.id.spelling)
    let possible = candidates.filter { $0.hasPrefix(text) }
    if possible.count > 1 { return .ambiguousFlag(text: text, candidates: possible) }
    let parameter = text.drop { $0 == "-" }.replacing("-", with: "_")
    if let name = ParameterName(rawValue: String(parameter)) {
      return .unknownFlag(text: text, nearest: "\(FlagID.set.spelling) \(name.rawValue)=VALUE")
    }
    return .unknownFlag(text: text, nearest: nearest(text, in: candidates))
  }

  private static func flag(letter: CInt) -> Flag? {
    FlagTable.all.first { $0.short?.asciiValue.map(CInt.init) == letter }
  }

  private static func spelling(letter: CInt) -> String {
    "-" + String(Unicode.Scalar(UInt8(truncatingIfNeeded: letter)))
  }

  private static func shortOption(_ flag: Flag) -> String {
    guard let short = flag.short else { return "" }
    switch flag.argument {
    case .none: return String(short)
    case .required: return "\(short):"
    case .optional: return "\(short)::"
    }
  }

  private static func longOptions(_ names: [UnsafeMutablePointer<CChar>?]) -> [option] {
    let options = zip(FlagTable.all.indices, names).map { index, name in
      let hasArgument: CInt =
        switch FlagTable.all[index].argument {
        case .none: 0
        case .required: 1
        case .optional: 2
        }
      return option(name: name, has_arg: hasArgument, flag: nil, val: base + CInt(index))
    }
    return options + [option()]
  }
}
