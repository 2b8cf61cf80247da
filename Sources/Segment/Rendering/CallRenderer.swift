import JSON

/// Turns input lines into calls. Working memory is kept from line to line.
public struct CallRenderer: ~Copyable {
  /// How lines are treated, beside what the step config says.
  public struct Options: Sendable {
    /// A lookup that finds nothing and has no default fails its event.
    public var strict = false
    /// Lines that carry a successful result are left unchanged, as are those whose result says
    /// that they never were events. The others keep their message id and the time at which they were
    /// read first, if the config makes none.
    public var skipsDelivered = false
    /// Calls become messages of a batch: they have a `type`, and no `sentAt` of their own.
    public var isBatched = false
    /// What bodies give as the write key, as it stands there; nil if it is not in them. Bodies that are
    /// messages of a batch have none of their own.
    public var bodyKey: String?
    /// The most bytes of a body.
    public var callLimit = CallLimits.callBytes

    /// The defaults.
    public init() {}
  }

  /// Bytes that a new body has room for, at the most; fewer for a short line.
  private static let firstReservation = 1024

  let plan: CallPlan
  let options: Options
  var scanner: ObjectScanner
  var messageIDs = MessageIDSource()
  /// What looked-up values are passed through.
  var functions: FunctionRunner
  /// The parameter that is being rendered.
  var field = ParameterName.operation
  /// The operation of the last line rendered; nil if it named none, or was no event.
  public private(set) var operation: Operation?
  /// What is wrong with the call, as far as it was rendered.
  private(set) var problems: [Problem] = []
  /// Whether the call tells of a user's consent.
  var isConsent = false
  private var consent = ConsentCheck()
  var lineNumber = 0
  var scratch = ByteBuffer()
  /// Writes the times of reading.
  var readTime = TimeText()
  /// Writes the timestamps of events.
  var eventTime = TimeText()

  /// Makes a renderer.
  public init(_ plan: CallPlan, options: Options) {
    self.plan = plan
    self.options = options
    scanner = ObjectScanner(plan.lookups.tree)
    functions = FunctionRunner(namesOf: plan.namesOf)
  }

  /// Renders one line.
  ///
  /// - Parameters:
  ///   - line: the line, without its line feed.
  ///   - number: its number in the input, from 1.
  ///   - time: when it was read.
  ///   - body: receives the body of the call; emptied if there is none.
  public mutating func render(
    _ line: borrowing ByteBuffer, number: Int, at time: WallTime, into body: inout ByteBuffer
  ) -> Rendering {
    body.removeAll()
    // At once, for a body that is written piece by piece would grow as often.
    body.reserve(min(line.count, Self.firstReservation))
    operation = nil
    lineNumber = number
    do throws(JSONError) {
      switch try scanner.scan(line) {
      case .object(let shape): return renderObject(line.span, shape, at: time, into: &body)
      case .other(let kind):
        return Rendering(content: .refused(.notAnObject(kind, line: number)), splice: nil)
      }
    } catch {
      let column = TextPosition(of: error.offset, in: line.span).column
      let hint = LineHint.hint(line.span, error)
      let refusal = Refusal.notJSON(error.reason, line: number, column: column, hint)
      return Rendering(content: .refused(refusal), splice: nil)
    }
  }

  private mutating func renderObject(
    _ line: Span<UInt8>, _ shape: ObjectShape, at time: WallTime, into body: inout ByteBuffer
  ) -> Rendering {
    if options.skipsDelivered, isSettled(line) {
      return Rendering(content: .unchanged, splice: nil)
    }
    let existing = scanner.value(of: plan.places[plan.earlierResult.value])
    return Rendering(
      content: renderCall(line, at: time, into: &body),
      splice: SplicePoint(in: shape, replacing: existing))
  }

  /// Whether the line carries a result that another run would not change.
  private func isSettled(_ line: Span<UInt8>) -> Bool {
    if let success = scanner.value(of: plan.places[plan.earlierResult.success]),
      line[success.lowerBound] == UInt8(ascii: "t")
    {
      return true
    }
    return scanner.value(of: plan.places[plan.earlierResult.raw]) != nil
  }

  private mutating func renderCall(
    _ line: Span<UInt8>, at time: WallTime, into body: inout ByteBuffer
  ) -> Rendering.Content {
    problems.removeAll(keepingCapacity: true)
    isConsent = false
    operation = operation(of: line)
    functions.digests.begin(operation)
    body.append(UInt8(ascii: "{"))
    if options.isBatched, let operation { appendType(operation, to: &body) }
    let messageID = appendMessageID(line, to: &body)
    let readTime = appendTimestamp(line, at: time, to: &body)
    appendIDs(operation, line, to: &body)
    if let operation { appendFields(of: operation, line, to: &body) }
    let library = appendContext(line, to: &body)
    _ = appendObject(
      ",\"integrations\":", plan.integrations, .integrationsNotObject, .integrations, line,
      to: &body)
    let end = body.count
    if let key = options.bodyKey, !options.isBatched {
      body.append(",\"writeKey\":")
      JSONString.quote(key, into: &body)
    }
    let sentAt = options.isBatched ? 0 : appendSentAt(time, to: &body)
    body.append(UInt8(ascii: "}"))
    checkSize(of: body)
    if isConsent { problems += consent.problems(of: body) }
    guard let operation, problems.isEmpty else {
      body.removeAll()
      return .refused(.call(problems))
    }
    if case .ofCall = plan.messageID {
      // What is sent, less what differs from one attempt to the next.
      let start = (readTime?.upperBound ?? messageID.upperBound) + 1
      let added = library ?? end..<end
      scratch.removeAll()
      UUIDText.append(
        functions.digests.uuid(of: body, start..<added.lowerBound, added.upperBound..<end),
        to: &scratch)
      body.overwrite(at: messageID.lowerBound, with: scratch.span)
    }
    return .call(
      Call(operation: operation, messageID: messageID, sentAt: sentAt, readTime: readTime))
  }

  private func appendType(_ operation: Operation, to body: inout ByteBuffer) {
    body.append("\"type\":\"")
    body.append(contentsOf: operation.rawValue.utf8)
    body.append("\",")
  }

  /// Appends the time of sending; returns where it stands.
  private mutating func appendSentAt(_ time: WallTime, to body: inout ByteBuffer) -> Int {
    body.append(",\"sentAt\":\"")
    let start = body.count
    readTime.append(time, to: &body)
    body.append(UInt8(ascii: "\""))
    return start
  }

  private mutating func checkSize(of body: borrowing ByteBuffer) {
    guard body.count > options.callLimit else { return }
    report(
      .callTooLarge, "call",
      "the call has \(body.count) bytes, at most \(options.callLimit) are taken")
  }

  mutating func report(_ code: Problem.Code, _ field: String, _ message: String) {
    problems.append(Problem(code: code, field: field, message: message))
  }

  /// Notes that a lookup without default found nothing, or null where text is wanted; in a strict
  /// run that fails the event, and always where `always` says so.
  mutating func noteMissing(_ lookup: Int, isNull: Bool = false, always: Bool = false) {
    guard options.strict || always else { return }
    let name = plan.lookups.names[lookup]
    let known = problems.contains { $0.code == .missingField && $0.field == name }
    let what = isNull ? "\(name) is null" : "the event has no \(name)"
    if !known { report(.missingField, name, what) }
  }
}
