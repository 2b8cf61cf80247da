import HTTP
import Segment
import Threads

/// A run: reads events, makes their calls, and writes them with their results.
///
/// One direction: the reader's thread, one transfer loop or more (the first on the caller's thread),
/// and the writer's. Events move between them many at a time.
public struct Pipeline {
  /// How a run is made.
  public struct Options: Sendable {
    /// The descriptor that events are read from.
    public var input: CInt = 0
    /// The descriptor that they are written to.
    public var output: CInt = 1
    /// Taken for what is written, if another thread writes to the same file.
    public var turns: WriteTurns?
    /// The most bytes of an input line.
    public var lineLimit = 64 << 20
    /// The bytes of lines, bodies and answers that may be held in memory.
    public var hold = 64 << 20
    /// Whether the first line that is no JSON object is the last one read.
    public var stopsAtInvalidLine = false
    /// Whether calls are rendered, but not made.
    public var isDry = false
    /// Whether events keep the order of the input.
    public var isOrdered = true
    /// Whether SIGINT, SIGTERM and SIGHUP stop the run, a second one ending the process, and
    /// SIGUSR1 asks the monitor for the report so far.
    public var heedsSignals = false
    /// A window on the run for another thread.
    public var monitor: RunMonitor?
    /// What earlier runs of the same input wrote, to go on behind it; nil to begin with the first line.
    /// Excludes that events do not keep their order.
    public var earlierResults: EarlierResults?
    /// How lines are turned into calls.
    public var rendering = CallRenderer.Options()

    /// The defaults.
    public init() {}
  }

  /// Why a run could not begin.
  public enum StartError: Error, Equatable, Sendable {
    /// libcurl has no memory.
    case outOfMemory
    /// libcurl takes the base URL for none.
    case badURL
    /// libcurl does not take one of its options, whose name this is.
    case option(String, reason: String)
    /// The system has no room for a pipe; its error number.
    case system(CInt)
    /// The system has no room for a thread.
    case thread(CannotStart)
  }

  private let plan: CallPlan
  private let delivery: DeliveryPolicy
  private let outputTo: String
  private let service: Service
  private let options: Options

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - config: the step to run.
  ///   - service: where its calls go.
  ///   - options: how it is made.
  public init(_ config: StepConfig, to service: Service, options: Options) {
    plan = CallPlan(config)
    delivery = config.delivery
    outputTo = config.outputTo
    self.service = service
    self.options = options
  }

  /// Runs until the end of the input, or until it stops.
  ///
  /// SIGPIPE must be ignored.
  public func run() throws(StartError) -> RunReport {
    let clients = try makeClients()
    // Idempotent; a loop closes its client too, as soon as it has no more use for it.
    defer { for client in clients { client.close() } }
    do {
      return try run(clients)
    } catch let error as CannotStart {
      throw StartError.thread(error)
    } catch let error as StopControl.NoPipe {
      throw StartError.system(error.code)
    } catch {
      throw StartError.outOfMemory
    }
  }

  /// A client for each transfer loop.
  private func makeClients() throws(StartError) -> [HTTPClient] {
    var clients: [HTTPClient] = []
    do throws(HTTPClient.StartError) {
      for share in service.shares {
        clients.append(try HTTPClient(service.clientOptions(delivery, concurrency: share)))
      }
    } catch {
      for client in clients { client.close() }
      switch error {
      case .outOfMemory: throw .outOfMemory
      case .badURL: throw .badURL
      case .option(let refused): throw .option(refused.option, reason: refused.reason)
      }
    }
    return clients
  }

  private func run(_ clients: [HTTPClient]) throws -> RunReport {
    let start = Clock.monotonic
    let lines = Lines(
      stop: try StopControl(),
      allowance: Allowance(
        bytes: options.hold,
        inFlight: service.concurrency * (service.batching?.events ?? 1)),
      wakers: clients.map(\.waker))
    let dispatcher = SharedDispatcher(dispatching, lines: lines, monitor: options.monitor)
    let watch = try options.heedsSignals ? watchSignals(lines, dispatcher, start: start) : nil
    defer { watch?.end() }
    try run(clients, lines, dispatcher)
    var report = dispatcher.report
    report.stop = lines.stop.reason
    report.seconds = Double(Clock.monotonic - start) / 1e9
    lines.inputReport.withLock { input in
      report.inputEnd = input.end
      report.lines = input.lines
      report.blankLines = input.blankLines
      report.bytesRead = input.bytes
      report.passedOver = input.passedOver
      report.leavesTornLine = input.leavesTornLine
    }
    return report
  }

  private func watchSignals(
    _ lines: Lines, _ dispatcher: SharedDispatcher, start: Int
  ) throws(CannotStart) -> SignalWatch {
    try SignalWatch(stop: { lines.stopRun(.signal($0)) }) { [monitor = options.monitor] in
      guard let monitor else { return }
      var report = dispatcher.report
      report.seconds = Double(Clock.monotonic - start) / 1e9
      monitor.show(report)
    }
  }

  private var dispatching: Dispatcher.Options {
    var dispatching = Dispatcher.Options(shares: service.shares)
    dispatching.delivery = delivery
    dispatching.retryFor = service.retryForNanoseconds
    dispatching.rate = service.rate
    dispatching.batching = service.batching.map {
      (events: $0.events, linger: $0.lingerMilliseconds * 1_000_000)
    }
    dispatching.isOrdered = options.isOrdered
    dispatching.leavesUnbegun = options.earlierResults != nil
    dispatching.hold = options.hold
    dispatching.notices = options.monitor.map {
      Recorder.Notices(includeCalls: $0.noticesCalls, urls: service.urls)
    }
    return dispatching
  }

  /// Runs all threads to their end.
  private func run(
    _ clients: [HTTPClient], _ lines: Lines, _ dispatcher: SharedDispatcher
  ) throws(CannotStart) {
    let mask = SecretMask(writeKey: service.writeKey, proxyCredentials: service.proxyCredentials)
    let transfer = { @Sendable (number: Int) in
      var loop = TransferLoop(
        number, client: clients[number], lines: lines, dispatcher: dispatcher, mask: mask)
      loop.run()
    }
    var loops: [Thread] = []
    var ends: [Thread] = []
    defer {
      for thread in loops { thread.join() }
      lines.outgoing.finish()
      for thread in ends { thread.join() }
    }
    do throws(CannotStart) {
      for number in clients.indices.dropFirst() {
        loops.append(try Thread { transfer(number) })
      }
      ends.append(try startWriter(lines))
      ends.append(try startReader(lines))
    } catch {
      lines.stopRun(.outputClosed)
      throw error
    }
    transfer(0)
  }

  private func startReader(_ lines: Lines) throws(CannotStart) -> Thread {
    var rendering = options.rendering
    rendering.isBatched = service.batching != nil
    let (plan, options, renderingOptions) = (plan, options, rendering)
    let (passage, begin) = (passage, begin)
    return try Thread {
      var reader = Reader(
        options: Reader.Options(
          input: options.input, stop: lines.stop.descriptor, interruption: lines.reading,
          lineLimit: options.lineLimit,
          stopsAtInvalidLine: options.stopsAtInvalidLine, isDry: options.isDry,
          monitor: options.monitor, passage: passage, begin: begin),
        renderer: CallRenderer(plan, options: renderingOptions), pool: lines.pool,
        allowance: lines.allowance
      ) { batch in
        if lines.incoming.put(&batch) { lines.wakeForInput() }
      }
      let report = reader.run()
      lines.inputReport.withLock { $0 = report }
      // Where another run will go on, it would stop there again: what was read is sent first.
      if report.end == .lineTooLong, options.earlierResults == nil { lines.stopRun(.lineTooLong) }
      lines.incoming.finish()
      lines.wakeForInput()
    }
  }

  /// What passes over lines that earlier runs have handled.
  private var passage: Passage? {
    guard let earlier = options.earlierResults else { return nil }
    return Passage(
      Passage.Earlier(lines: earlier.lines, first: earlier.first, last: earlier.last),
      written: WrittenLine(outputTo: outputTo), isDry: options.isDry)
  }

  /// What follows that.
  private var begin: @Sendable () throws(ResumeFault) -> Void {
    { [options] () throws(ResumeFault) in
      // A dry run changes nothing.
      if !options.isDry { try options.earlierResults?.cut(output: options.output) }
    }
  }

  private func startWriter(_ lines: Lines) throws(CannotStart) -> Thread {
    let (options, key, dryRun) = (options, plan.outputKey, service.dryRun)
    return try Thread {
      var writer = Writer(
        output: Output(descriptor: options.output, turns: options.turns), outputKey: key,
        dryRun: dryRun,
        queue: lines.outgoing, pool: lines.pool, allowance: lines.allowance,
        wake: lines.wakeForInput)
      do throws(Output.Failure) {
        try writer.run()
      } catch {
        lines.stopRun(error.isBrokenPipe ? .outputClosed : .outputFailed(error.code))
      }
    }
  }
}
