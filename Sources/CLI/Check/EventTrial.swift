import JSON
import Segment

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Events rendered to see what becomes of them; nothing is sent.
struct EventTrial: ~Copyable {
  /// A kind of problem, and where it was met.
  struct Finding {
    let code: String
    /// What it is counted together with.
    let kind: String
    /// What is wrong, as it was worded the first time.
    let message: String
    /// The first line that has it.
    let line: Int
    /// How many events have it.
    var events = 0
  }

  /// What became of a lookup without default, or with alternatives.
  struct LookupOutcome {
    let lookup: Template.Lookup
    /// The numbers of its paths in the trail.
    let paths: Range<Int>
    /// Whether it becomes text of a parameter, to which null and empty text are nothing.
    let isText: Bool
    /// The parameters that it stands in.
    var parameters: [CallParameter]
    /// How many events it was looked up in.
    var tried = 0
    /// How many of those have no such value.
    var missed = 0
    /// How many of those that missed have null, or empty text, at its only path.
    var nulls = 0
    var empties = 0
    /// In how many the value was each of several alternatives.
    var used: [Int]
    /// Where it ended the first time that it found nothing.
    var end: LookupTrail.End?
  }

  /// Whether an event fails where a lookup finds nothing.
  let isStrict: Bool
  /// How many events were tried.
  private(set) var events = 0
  /// How many would make a call, by the place of its operation among `Operation.allCases`.
  private(set) var calls = Array(repeating: 0, count: Operation.allCases.count)
  /// The first event that makes a call: its line, and what would be sent.
  private(set) var firstCall: (line: Int, operation: Operation, body: [UInt8])?
  /// How many make no call though one is due.
  var refused: Int { events - unchanged - calls.reduce(0, +) }
  /// How many carry a result already, so that they would be passed over.
  private(set) var unchanged = 0
  /// The problems, in the order in which they were met.
  private(set) var findings: [Finding] = []
  /// The lookups without default or with alternatives, in the order of the config.
  private(set) var lookups: [LookupOutcome]

  /// What is doubtful about calls that would be made, in the order in which it was met.
  private(set) var notes: [Finding] = []

  /// Of the users' ids, how many calls have one, and how many different ones there are.
  var users: [(name: String, values: Int, calls: Int)] {
    ids.users.filter { $0.calls > 0 }.map { ($0.name, $0.values.count, $0.calls) }
  }

  private var ids: IDNotes
  private var renderer: CallRenderer
  private var trail: LookupTrail
  private var body = ByteBuffer()
  private let now = WallTime(milliseconds: time(nil) * 1000)

  init(_ config: StepConfig, _ settings: Settings) {
    isStrict = settings.run.isStrict
    var options = CallRenderer.Options()
    options.strict = isStrict
    options.skipsDelivered = settings.run.skipsDelivered
    options.isBatched = settings.run.batchEvents != nil
    if settings.endpoint?.isSegment == false { options.callLimit = settings.run.callLimit }
    let plan = CallPlan(config)
    renderer = CallRenderer(plan, options: options)
    ids = IDNotes(makesMessageIDs: plan.makesMessageIDs)
    lookups = Self.lookups(of: config)
    trail = LookupTrail(lookups.flatMap(\.lookup.paths))
  }

  /// Tries one line.
  ///
  /// - Parameter line: nil if it is longer than the limit.
  mutating func add(_ line: [UInt8]?, number: Int) {
    events += 1
    guard let line else {
      return noteLine(.lineTooLong, "the line is longer than --max-line", number)
    }
    let rendering = renderer.render(ByteBuffer(line), number: number, at: now, into: &body)
    switch rendering.content {
    case .unchanged: unchanged += 1
    case .call(let call):
      calls[call.operation.index] += 1
      if firstCall == nil { firstCall = (number, call.operation, Array(body)) }
      for doubt in ids.notes(of: Array(body)) {
        Self.note(doubt.code, kind: doubt.code, doubt.message, number, in: &notes)
      }
      noteLookups(line)
    case .refused(.call(let problems)):
      var codes: Set<String> = []
      for problem in problems where codes.insert(Self.kind(problem)).inserted {
        Self.note(
          problem.code.rawValue, kind: Self.kind(problem), problem.message, number, in: &findings)
      }
      noteLookups(line)
    case .refused(let refusal): noteLine(refusal.kind, refusal.detail, number)
    }
  }

  /// What problems are counted together: those of one code, but functions for each parameter.
  private static func kind(_ problem: Problem) -> String {
    let code = problem.code.rawValue
    return problem.code == .functionNotApplicable ? "\(code) \(problem.field)" : code
  }

  private mutating func noteLine(_ kind: Refusal.Kind, _ message: String, _ line: Int) {
    Self.note(kind.rawValue, kind: kind.rawValue, message, line, in: &findings)
  }

  private static func note(
    _ code: String, kind: String, _ message: String, _ line: Int, in findings: inout [Finding]
  ) {
    let known = findings.firstIndex { $0.kind == kind }
    if known == nil {
      findings.append(Finding(code: code, kind: kind, message: message, line: line))
    }
    findings[known ?? findings.count - 1].events += 1
  }

  /// Notes what the lookups of the line just rendered found.
  private mutating func noteLookups(_ line: [UInt8]) {
    let operation = renderer.operation
    trail.follow(line)
    for index in lookups.indices {
      let isTried = lookups[index].parameters.contains { Self.isSent($0, in: operation) }
      guard isTried else { continue }
      lookups[index].tried += 1
      if let source = source(of: lookups[index], in: line) {
        lookups[index].used[source] += 1
        continue
      }
      lookups[index].missed += 1
      noteWhatIsNothing(index, in: line)
      guard lookups[index].end == nil, let path = lookups[index].paths.first else { continue }
      lookups[index].end = trail.end(of: path, in: line)
    }
  }

  /// Notes null or empty text where the only path of a lookup ends.
  private mutating func noteWhatIsNothing(_ index: Int, in line: [UInt8]) {
    guard lookups[index].paths.count == 1, let path = lookups[index].paths.first else { return }
    switch trail.found(path, in: line) {
    case .null: lookups[index].nulls += 1
    case .emptyText: lookups[index].empties += 1
    case .nothing, .value: break
    }
  }

  /// Which source of a lookup has a value in the line just followed; nil if none has.
  private func source(of outcome: LookupOutcome, in line: [UInt8]) -> Int? {
    var path = outcome.paths.lowerBound
    let isPlain = outcome.lookup.sources.count == 1
    for (number, source) in outcome.lookup.sources.enumerated() {
      switch source {
      case .event:
        switch trail.found(path, in: line) {
        case .value: return number
        case .emptyText where !outcome.isText: return number
        // Null is a value where there is nothing else.
        case .null where isPlain && !outcome.isText: return number
        default: break
        }
        path += 1
      case .inputLine, .constant, .callUUID: return number
      }
    }
    return nil
  }

  /// Whether a parameter is part of a call; if the event names no operation, whether it would be
  /// of any.
  private static func isSent(_ parameter: CallParameter, in operation: Operation?) -> Bool {
    guard let operation else { return Operation.allCases.allSatisfy(parameter.isSent(in:)) }
    return parameter.isSent(in: operation)
  }

  /// The lookups that may find nothing, or one of several values, each once.
  private static func lookups(of config: StepConfig) -> [LookupOutcome] {
    var outcomes: [LookupOutcome] = []
    var known: [Bool: [Template.Lookup: Int]] = [:]
    var paths = 0
    for parameter in config.callParameters {
      let isText = ParameterTable[parameter.name]?.kind != .object
      for lookup in parameter.lookups where lookup.sources.count > 1 || !lookup.findsAlways {
        if let index = known[isText]?[lookup] {
          outcomes[index].parameters.append(parameter)
          continue
        }
        known[isText, default: [:]][lookup] = outcomes.count
        let next = paths + lookup.paths.count
        outcomes.append(
          LookupOutcome(
            lookup: lookup, paths: paths..<next, isText: isText, parameters: [parameter],
            used: Array(repeating: 0, count: lookup.sources.count)))
        paths = next
      }
    }
    return outcomes
  }
}
