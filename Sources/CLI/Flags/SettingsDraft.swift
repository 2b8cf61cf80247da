import Sandbox
import Segment

/// Settings while command-line options are read into them, with what is wrong so far. The rows of the
/// flag table say what is read where.
struct SettingsDraft {
  /// The milliseconds `--retry-for` takes: up to a year.
  private static let retryTimes = 1...(366 * 86_400_000)
  /// The numbers `--rate` takes.
  private static let rates = 0.001...1_000_000

  let raw: RawOptions
  var settings = Settings()
  var errors: [UsageError] = []

  init(_ raw: RawOptions) {
    self.raw = raw
    settings.run.hold = MemoryLimit.hold
  }

  /// The name of a file other than standard input.
  mutating func fileName(_ typed: RawOptions.Typed) -> String {
    let path = typed.argument ?? ""
    if path.isEmpty || path == "-" { refuse(typed, expected: .fileName) }
    return path
  }

  /// Every use of `--set` counts.
  mutating func readAssignments() {
    let all = raw.all(.set)
    for (index, typed) in all.enumerated() {
      readAssignment(typed, place: all.count > 1 ? index + 1 : nil)
    }
  }

  private mutating func readAssignment(_ typed: RawOptions.Typed, place: Int?) {
    let text = typed.argument ?? ""
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      return errors.append(.badAssignment(flag: typed.spelling, value: text, place: place))
    }
    settings.assignments.append(
      Settings.Assignment(
        path: String(text[..<sign]), value: String(text[text.index(after: sign)...])))
  }

  /// Every use of `--header` counts.
  mutating func readHeaders() { raw.all(.header).forEach { readHeader($0) } }

  private mutating func readHeader(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      if path.isEmpty || path == "-" { return refuse(typed, expected: .fileName) }
      return settings.headers.append(.file(path))
    }
    do throws(HeaderLine.Fault) {
      settings.headers.append(.line(try HeaderLine.read(text, isFromFile: false)))
    } catch {
      errors.append(.badHeader(flag: typed.spelling, error))
    }
  }

  mutating func readEndpoint(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    do throws(Endpoint.Fault) {
      settings.endpoint = try Endpoint(text)
    } catch {
      errors.append(.badEndpoint(flag: typed.spelling, value: text, fault: error))
    }
  }

  mutating func readProxy(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    settings.proxy = text
    if !text.isEmpty, (try? ProxyAddress(text)) == nil {
      errors.append(.badProxy(flag: typed.spelling, schemes: ProxyAddress.schemes))
    }
  }

  /// Of the two flags the last one holds.
  mutating func readProgress() {
    let last = raw.typed.last { $0.id == .progress || $0.id == .noProgress }
    settings.progress = last?.id == .progress
  }

  mutating func readFaults(_ typed: RawOptions.Typed) {
    do throws(FaultError) {
      settings.sandbox = try Faults.parse(typed.argument ?? "")
    } catch {
      errors.append(.badFaults(flag: typed.spelling, error))
    }
  }

  mutating func byteCount(
    _ typed: RawOptions.Typed, in range: ClosedRange<Int>
  ) -> Int? {
    let bytes = WholeNumber.readByteCount(typed.argument ?? "")
    if let bytes, range.contains(bytes) { return bytes }
    refuse(typed, expected: .byteCount(range))
    return nil
  }

  mutating func readRetryFor(_ typed: RawOptions.Typed) {
    let time = TimeSpan.milliseconds(typed.argument ?? "")
    if let time, Self.retryTimes.contains(time) {
      settings.run.retryForMilliseconds = time
    } else {
      refuse(typed, expected: .timeSpan)
    }
  }

  /// A rate, or one of several equal shares of it.
  mutating func readRate(_ typed: RawOptions.Typed) {
    let parts = (typed.argument ?? "").split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let shares = parts.count == 1 ? 1 : WholeNumber.read(String(parts[1]))
    if let rate = Self.decimal(parts[0]), Self.rates ~= rate, let shares, shares > 0,
      Self.rates ~= rate / Double(shares)
    {
      settings.run.rate = rate / Double(shares)
    } else {
      refuse(typed, expected: .rate)
    }
  }

  /// Plain decimals only: `Double` would also read `nan`, `0x1p-3` and the like.
  private static func decimal(_ text: Substring) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".")
    }
    return isDecimal ? Double(text) : nil
  }

  mutating func number(_ typed: RawOptions.Typed, in range: ClosedRange<Int>) -> Int? {
    if let number = WholeNumber.read(typed.argument ?? ""), range.contains(number) { return number }
    refuse(typed, expected: .wholeNumber(range))
    return nil
  }

  mutating func word<Value>(_ typed: RawOptions.Typed) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    let text = typed.argument ?? ""
    if let value = Value(rawValue: text) { return value }
    let words = Value.allCases.map(\.rawValue)
    // Words of three letters that differ in one are others.
    let isLong = text.count > 3 || words.contains(text.lowercased())
    let meant = isLong ? nearest(text, in: words) : nil
    refuse(typed, expected: .oneOf(words, nearest: meant))
    return nil
  }

  private mutating func refuse(_ typed: RawOptions.Typed, expected: UsageError.Expectation) {
    errors.append(
      .badValue(flag: typed.spelling, value: typed.argument ?? "", expected: expected))
  }
}
