import Segment

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is worth saying before a run begins, for nobody would notice it otherwise.
struct StartNotes {
  /// A first line that is longer is not looked at.
  private static let lineLimit = 64 << 10

  private let config: StepConfig
  private let settings: Settings
  private let streams: StandardStreams

  init(_ config: StepConfig, _ settings: Settings, _ streams: StandardStreams) {
    self.config = config
    self.settings = settings
    self.streams = streams
  }

  /// The notes, about the config first.
  var notes: [Diagnostic] {
    unused + [sameOutput, retriesAtOnce, otherKey, repetition].compactMap(\.self)
  }

  /// Parameters that would be left out without a word.
  private var unused: [Diagnostic] {
    guard let operation = config.fixedOperation else { return [] }
    return config.unused.map {
      Diagnostic("\($0.rawValue) is not sent: \(operation.rawValue) calls have none")
    }
  }

  /// Of two steps, one run behind the other, the second would replace the first's results.
  private var sameOutput: Diagnostic? {
    guard let other = config.otherSteps.first(where: { $0.outputTo == config.outputTo }) else {
      return nil
    }
    return Diagnostic(
      "step \(other.number) has the output_to \(config.outputTo) too: of two runs, one behind the "
        + "other, the second replaces the result of the first",
      hint: "give one of them another output_to")
  }

  private var retriesAtOnce: Diagnostic? {
    let delivery = config.delivery
    let waits = delivery.backoffSeconds > 0 || (delivery.backoffMaxSeconds ?? 0) > 0
    guard delivery.retries > 0, !waits, !settings.run.isDry else { return nil }
    return Diagnostic(
      "retries is \(delivery.retries) without backoff_seconds: what fails is tried again at once",
      hint: "backoff_seconds: 1 and backoff_max_seconds: 30 wait longer each time")
  }

  /// Segment answers 200 to a key that it does not know, and drops the call. Those that it makes are
  /// letters and digits, 32 of them in recent years.
  private var otherKey: Diagnostic? {
    let isForSegment = settings.endpoint?.isSegment ?? (settings.sandbox == nil)
    let key = config.writeKey
    guard isForSegment, !settings.run.isDry, config.writeKeySource != .fallback else { return nil }
    let isOne = key.utf8.allSatisfy { ($0 | 0x20).isLetter || $0.isDigit } && key.utf8.count >= 10
    if isOne { return nil }
    return Diagnostic(
      "write_key does not look like one of Segment's, which are 32 letters and digits",
      hint: "Segment answers 200 to a wrong key and drops the calls")
  }

  /// Whether the output holds the results of the input already, which would all be sent again.
  private var repetition: Diagnostic? {
    guard settings.resume == nil, !settings.run.isDry,
      FileIdentity(streams.input)?.isRegular == true,
      FileIdentity(streams.output)?.isRegular == true,
      fcntl(streams.output, F_GETFL) & O_APPEND != 0,
      let input = Self.firstLine(streams.input), let output = firstLineOfOutput
    else { return nil }
    let written = WrittenLine(outputTo: config.outputTo)
    guard case .same(isDry: false) = written.compare(output, with: input, length: input.count)
    else { return nil }
    return Diagnostic(
      "standard output holds results of this input already, which is sent again",
      hint: "\(FlagID.resume.spelling) with the name of that file goes on behind them")
  }

  /// It is open for writing alone.
  private var firstLineOfOutput: [UInt8]? {
    let descriptor = open("/dev/fd/\(streams.output)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return Self.firstLine(descriptor)
  }

  /// The first line of a file, without its line feed, if it is no longer than is looked at.
  private static func firstLine(_ descriptor: CInt) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: lineLimit)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0, let end = bytes[..<count].firstIndex(of: 0x0A) else { return nil }
    return Array(bytes[..<end])
  }
}

extension UInt8 {
  /// `a` to `z`.
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self) }
  /// `0` to `9`.
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
