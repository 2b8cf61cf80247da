import JSON

/// The reader's thread: reads lines, renders their calls, and hands the events on.
struct Reader: ~Copyable {
  /// How input lines are treated.
  struct Options: Sendable {
    /// The descriptor to read.
    var input: CInt
    /// A descriptor that becomes readable when reading is to stop.
    var stop: CInt
    /// What gets this thread out of a read that waits though input was there.
    var interruption: ReadInterruption
    /// The most bytes of a line.
    var lineLimit: Int
    /// Whether the first line that is no JSON object is the last one read.
    var stopsAtInvalidLine: Bool
    /// The window for others on what is read, if there is one.
    var monitor: RunMonitor?
    /// What passes over lines that earlier runs have handled; nil to begin with the first.
    var passage: Passage?
    /// Called when all of them are passed over, before any event is handed on.
    var begin: @Sendable () throws(ResumeFault) -> Void = {}
  }

  /// Events handed on at once, at most, and bytes of lines after which no more are added.
  private static let batchEvents = 256
  private static let batchBytes = 256 << 10

  private let options: Options
  private var renderer: EventRenderer
  private let pool: EventPool
  private let allowance: Allowance
  private let send: (inout [Event]) -> Void
  private var buffer: InputBuffer
  private var stock: [Event] = []
  private var batch: [Event] = []
  private var batchHeld = 0
  private var batchWaiting = 0
  private var lineNumber = 0
  private var blankLines = 0
  private var bytesRead = 0
  private var readTime = Clock.wallMilliseconds
  private var end: InputEnd?
  /// Nil where there is nothing to pass over any more.
  private var passage: Passage?
  /// Lines passed over.
  private var passedOver = 0
  private var leavesTornLine = false

  /// - Parameter send: hands a batch on and leaves the array empty.
  init(
    options: Options, renderer: consuming EventRenderer, pool: EventPool, allowance: Allowance,
    send: @escaping (inout [Event]) -> Void
  ) {
    self.options = options
    self.renderer = renderer
    self.pool = pool
    self.allowance = allowance
    self.send = send
    passage = options.passage
    buffer = InputBuffer(limit: options.lineLimit)
  }

  /// Reads until the input ends.
  mutating func run() -> InputReport {
    while end == nil {
      guard InputWait.untilReadable(options.input, orStopped: options.stop),
        let result = options.interruption.during({ buffer.read(from: options.input) })
      else {
        end = .stopped
        break
      }
      switch result {
      case .some(let count): bytesRead += count
      case .end: end = .endOfInput
      case .failed(let code): end = .failed(code)
      }
      readTime = Clock.wallMilliseconds
      passOver()
      if passage == nil {
        takeLines()
        if end == .endOfInput { takeLast() }
        flush()
      }
      note()
    }
    return InputReport(
      end: end ?? .endOfInput, lines: lineNumber - passedOver, blankLines: blankLines,
      bytes: bytesRead, passedOver: options.passage == nil ? nil : passedOver,
      repeatedIDs: renderer.repeatedIDs, leavesTornLine: leavesTornLine)
  }

  /// Passes over what earlier runs have handled, as far as it is there.
  private mutating func passOver() {
    guard var passage else { return }
    do throws(ResumeFault) {
      let isPassed = try passage.pass(&buffer, isAtEnd: end == .endOfInput)
      options.monitor?.notePassed(bytes: bytesRead - buffer.restCount)
      if isPassed { try options.begin() }
      self.passage = isPassed ? nil : passage
    } catch {
      end = .notResumed(error)
    }
    passedOver = passage.lines
    lineNumber = passedOver
  }

  /// Takes a line without line feed. Where another run will go on, one that is no whole JSON is left to
  /// it: whoever writes the file may not be done with the line.
  private mutating func takeLast() {
    switch buffer.lastLine() {
    case .incomplete: return
    case .long(let line): take(line)
    case .line(let range):
      leavesTornLine =
        options.passage != nil && !buffer.isBlank(range)
        && JSONValidator.firstError(in: buffer.bytes.span.extracting(range)) != nil
      if !leavesTornLine { take(range) }
    }
  }

  private mutating func takeLines() {
    while true {
      switch buffer.nextLine() {
      case .line(let range): take(range)
      case .long(let line): take(line)
      case .incomplete: return
      }
      if end == .invalidLine { return }
    }
  }

  private mutating func take(_ range: Range<Int>) {
    lineNumber += 1
    if buffer.isBlank(range) {
      blankLines += 1
      return
    }
    let event = newEvent()
    event.line.append(buffer.bytes.span, range)
    renderer.render(event, readAt: readTime)
    add(event)
  }

  /// Takes a line that is too long.
  private mutating func take(_ line: InputBuffer.Long) {
    lineNumber += 1
    let event = newEvent()
    event.line.append(contentsOf: LongLine.start(of: line.start[...]))
    renderer.refuse(event, length: line.length, limit: options.lineLimit)
    add(event)
  }

  private mutating func newEvent() -> Event {
    if stock.isEmpty { pool.fill(&stock) }
    guard let event = stock.popLast() else {
      preconditionFailure("the pool makes events when it has none")
    }
    event.number = lineNumber
    return event
  }

  private mutating func add(_ event: Event) {
    if options.stopsAtInvalidLine, event.isInvalidLine { end = .invalidLine }
    event.heldBytes = event.line.count + event.body.count
    batchHeld += event.heldBytes
    if !event.isDone { batchWaiting += 1 }
    batch.append(event)
    if batch.count >= Self.batchEvents || batchHeld >= Self.batchBytes { flush() }
  }

  private func note() {
    options.monitor?.noteRead(
      lines: lineNumber - passedOver, blank: blankLines, bytes: bytesRead)
  }

  private mutating func flush() {
    guard !batch.isEmpty else { return }
    // Before the events can have their results.
    note()
    allowance.acquire(events: batch.count, bytes: batchHeld, waiting: batchWaiting)
    batchHeld = 0
    batchWaiting = 0
    send(&batch)
  }
}
