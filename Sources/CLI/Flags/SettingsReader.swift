import Sandbox
import Segment

/// Checks raw options one by one, then against each other, and notes everything that is wrong.
struct SettingsReader {
  /// The numbers `--concurrency` takes.
  static let concurrencies = 1...1024
  /// The numbers `--max-line` takes, in bytes.
  static let lineLengths = 1...(2 << 30)
  /// The numbers `--hold` takes, in bytes.
  static let holds = (1 << 20)...(1 << 40)
  /// The milliseconds `--retry-for` takes: up to a year.
  static let retryTimes = 1...(366 * 86_400_000)

  /// The milliseconds `--batch-linger` takes: up to an hour.
  static let lingers = 0...3_600_000
  /// The numbers `--check-events` takes.
  static let checkedEvents = 0...1_000_000
  /// The numbers `--rate` takes.
  static let rates = 0.001...1_000_000

  private let raw: RawOptions
  private(set) var settings = Settings()
  private(set) var errors: [UsageError] = []

  /// Reads every option; `settings` holds only if `errors` is empty afterwards.
  init(_ raw: RawOptions) {
    self.raw = raw
    for id in FlagID.allCases {
      // The last use of a flag holds, as with curl; only that one is looked at.
      if let typed = raw[id] { read(typed) }
    }
    checkEndpoint()
    checkConflict(.config, .inline)
    checkConflict(.endpoint, .sandbox)
    checkConflict(.proxy, .sandbox)
    checkConflict(.resume, .unordered)
    checkConflict(.quiet, .verbose)
    if let typed = raw[.checkEvents], raw[.check] == nil {
      errors.append(.needs(flag: typed.spelling, other: FlagID.check.spelling))
    }
  }

  private mutating func read(_ typed: RawOptions.Typed) {
    switch typed.id {
    case .config: readConfigFile(typed)
    case .inline: settings.config = .inline(typed.argument ?? "")
    case .set: raw.all(.set).forEach { readAssignment($0) }
    case .step: settings.step = number(typed, in: 1...Int.max)
    case .concurrency: read(number(typed, in: Self.concurrencies), into: \.concurrency)
    case .batch: settings.batch = number(typed, in: BatchBody.messageLimits)
    case .batchLinger: read(number(typed, in: Self.lingers), into: \.batchLinger)
    case .rate: readRate(typed)
    case .retryFor: readRetryFor(typed)
    case .region: settings.region = word(typed)
    case .endpoint: readEndpoint(typed)
    case .caCertificate: settings.caCertificate = typed.argument
    case .proxy: readProxy(typed)
    case .insecureHTTP: settings.insecureHTTP = true
    case .dryRun: settings.dryRun = true
    case .sandbox: readFaults(typed)
    case .check: settings.check = true
    case .checkEvents: read(number(typed, in: Self.checkedEvents), into: \.checkEvents)
    case .strict: settings.strict = true
    case .resume: settings.resume = fileName(typed)
    case .retryFailed: settings.retryFailed = true
    case .onInvalid: read(word(typed), into: \.onInvalid)
    case .maxLine: read(byteCount(typed, in: Self.lineLengths), into: \.maxLine)
    case .hold: settings.hold = byteCount(typed, in: Self.holds)
    case .exitStatus: settings.exitStatus = true
    case .unordered: settings.unordered = true
    case .progress, .noProgress: readProgress()
    case .summary: settings.summary = word(typed)
    case .summaryFile: settings.summaryFile = typed.argument
    case .verbose: settings.verbose = true
    case .quiet: settings.quiet = true
    case .color: read(word(typed), into: \.color)
    case .completions: let _: Shell? = word(typed)  // `Invocation` has answered a right one.
    case .help, .version, .schema: break  // `Invocation` has answered these.
    }
  }

  private mutating func read<Value>(
    _ value: Value?, into setting: WritableKeyPath<Settings, Value>
  ) {
    if let value { settings[keyPath: setting] = value }
  }

  private mutating func readConfigFile(_ typed: RawOptions.Typed) {
    settings.config = .file(fileName(typed))
  }

  /// The name of a file other than standard input.
  private mutating func fileName(_ typed: RawOptions.Typed) -> String {
    let path = typed.argument ?? ""
    if path.isEmpty || path == "-" { refuse(typed, expected: .fileName) }
    return path
  }

  private mutating func readAssignment(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
      return errors.append(.badAssignment(flag: typed.spelling, value: text))
    }
    settings.assignments.append(
      Settings.Assignment(
        path: String(text[..<sign]), value: String(text[text.index(after: sign)...])))
  }

  private mutating func readEndpoint(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    do throws(Endpoint.Fault) {
      settings.endpoint = try Endpoint(text)
    } catch {
      errors.append(.badEndpoint(flag: typed.spelling, value: text, fault: error))
    }
  }

  private mutating func readProxy(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    settings.proxy = text
    if !text.isEmpty, (try? ProxyAddress(text)) == nil {
      errors.append(.badProxy(flag: typed.spelling, schemes: ProxyAddress.schemes))
    }
  }

  /// Of the two flags the last one holds.
  private mutating func readProgress() {
    let last = raw.typed.last { $0.id == .progress || $0.id == .noProgress }
    settings.progress = last?.id == .progress
  }

  private mutating func readFaults(_ typed: RawOptions.Typed) {
    do throws(FaultError) {
      settings.sandbox = try Faults.parse(typed.argument ?? "")
    } catch {
      errors.append(.badFaults(flag: typed.spelling, error))
    }
  }

  private mutating func byteCount(
    _ typed: RawOptions.Typed, in range: ClosedRange<Int>
  ) -> Int? {
    let bytes = WholeNumber.readByteCount(typed.argument ?? "")
    if let bytes, range.contains(bytes) { return bytes }
    refuse(typed, expected: .byteCount(range))
    return nil
  }

  private mutating func readRetryFor(_ typed: RawOptions.Typed) {
    let time = TimeSpan.milliseconds(typed.argument ?? "")
    if let time, Self.retryTimes.contains(time) {
      settings.retryFor = time
    } else {
      refuse(typed, expected: .timeSpan)
    }
  }

  private mutating func readRate(_ typed: RawOptions.Typed) {
    let text = typed.argument ?? ""
    // Plain decimals only: Double would also read `nan`, `0x1p-3` and the like.
    let isDecimal = text.utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".")
    }
    if isDecimal, let rate = Double(text), Self.rates ~= rate {
      settings.rate = rate
    } else {
      refuse(typed, expected: .rate)
    }
  }

  private mutating func number(_ typed: RawOptions.Typed, in range: ClosedRange<Int>) -> Int? {
    if let number = WholeNumber.read(typed.argument ?? ""), range.contains(number) { return number }
    refuse(typed, expected: .wholeNumber(range))
    return nil
  }

  private mutating func word<Value>(_ typed: RawOptions.Typed) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    let text = typed.argument ?? ""
    if let value = Value(rawValue: text) { return value }
    let words = Value.allCases.map(\.rawValue)
    refuse(typed, expected: .oneOf(words, nearest: nearest(text, in: words)))
    return nil
  }

  private mutating func refuse(_ typed: RawOptions.Typed, expected: UsageError.Expectation) {
    errors.append(
      .badValue(flag: typed.spelling, value: typed.argument ?? "", expected: expected))
  }

  private mutating func checkEndpoint() {
    guard let endpoint = settings.endpoint, let typed = raw[.endpoint] else { return }
    if endpoint.isSecure || settings.insecureHTTP { return }
    if !endpoint.isLoopback {
      errors.append(.httpToOtherMachine(flag: typed.spelling, value: endpoint.text))
    } else if let proxy = settings.proxy, !proxy.isEmpty, !isOnThisMachine(proxy) {
      errors.append(.httpThroughOtherMachine(flag: FlagID.proxy.spelling))
    }
  }

  private func isOnThisMachine(_ proxy: String) -> Bool {
    let server = (try? ProxyAddress(proxy))?.server ?? ""
    return (try? Endpoint("http://\(server)"))?.isLoopback == true
  }

  private mutating func checkConflict(_ one: FlagID, _ other: FlagID) {
    let spellings = raw.typed.filter { $0.id == one || $0.id == other }
    guard let first = spellings.first,
      let second = spellings.first(where: { $0.id != first.id })
    else { return }
    errors.append(.conflict(first: first.spelling, second: second.spelling))
  }
}
