import HTTP
import Threads

/// A run: reads events, makes their calls, and writes them with their results.
///
/// One direction: the reader's thread, one transfer loop or more (the first on the caller's thread),
/// and the writer's. Events move between them many at a time.
public struct Pipeline {
  /// How a run is made, and what it is connected to.
  public struct Options: Sendable {
    /// How it is made.
    public var run = RunOptions()
    /// The descriptor that events are read from.
    public var input: CInt = 0
    /// The descriptor that they are written to.
    public var output: CInt = 1
    /// Taken for what is written, if another thread writes to the same file.
    public var turns: WriteTurns?
    /// Whether SIGINT, SIGTERM and SIGHUP stop the run, a second one ending the process, and
    /// SIGUSR1 asks the monitor for the report so far.
    public var heedsSignals = false
    /// Called before a second signal ends the process. It must not wait for anything long.
    public var beforeAbruptEnd: @Sendable () -> Void = {}
    /// A window on the run for another thread.
    public var monitor: RunMonitor?
    /// What earlier runs of the same input wrote, to go on behind it; nil to begin with the first line.
    /// Excludes that events do not keep their order.
    public var earlierResults: EarlierResults?

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

  private let calls: CallProtocol
  private let options: Options

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - calls: what its calls are, and where they go.
  ///   - options: how it is made.
  public init(_ calls: CallProtocol, options: Options) {
    self.calls = calls
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

  private var shares: [Int] {
    LoopShares.shares(concurrency: options.run.concurrency, compresses: calls.compresses)
  }

  /// A client for each transfer loop.
  private func makeClients() throws(StartError) -> [HTTPClient] {
    var clients: [HTTPClient] = []
    do throws(ClientStartError) {
      for share in shares {
        clients.append(try HTTPClient(calls.clientOptions(concurrency: share)))
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
    let wiring = Wiring(
      stop: try StopControl(),
      allowance: Allowance(
        bytes: options.run.hold,
        inFlight: options.run.isDry
          ? 0 : options.run.concurrency * (options.run.batchEvents ?? 1)),
      wakers: clients.map(\.waker))
    let dispatcher = SharedDispatcher(dispatching, wiring: wiring, monitor: options.monitor)
    options.monitor?.begin {
      var report = dispatcher.report
      report.setTimes(start: start)
      return report
    }
    defer { options.monitor?.end() }
    let watch = try options.heedsSignals ? watchSignals(wiring) : nil
    defer { watch?.end() }
    try run(clients, wiring, dispatcher)
    var report = dispatcher.report
    report.stop = wiring.stop.reason
    report.setTimes(start: start)
    wiring.inputReport.withLock { input in
      report.inputEnd = input.end
      report.lines = input.lines
      report.blankLines = input.blankLines
      report.bytesRead = input.bytes
      report.passedOver = input.passedOver
      report.leavesTornLine = input.leavesTornLine
      report.repeatedIDs = input.repeatedIDs
    }
    return report
  }

  private func watchSignals(_ wiring: Wiring) throws(CannotStart) -> SignalWatch {
    let monitor = options.monitor
    return try SignalWatch(
      stop: { number in
        monitor?.noteStop(by: number)
        wiring.stopRun(.signal(number))
      }, end: options.beforeAbruptEnd, report: { monitor?.show() })
  }

  private var dispatching: Dispatcher.Options {
    var dispatching = Dispatcher.Options(shares: shares)
    dispatching.retries = calls.retryPolicy(
      retryFor: options.run.retryForMilliseconds.map { $0 * 1_000_000 })
    dispatching.stopsAtFailure = calls.stopsAtFailure
    dispatching.rate = options.run.rate
    dispatching.batches = options.run.batchEvents.map {
      BatchBuilder(
        calls.batchFrame, eventLimit: $0,
        linger: options.run.lingerMilliseconds * 1_000_000)
    }
    dispatching.isOrdered = !options.run.isUnordered
    dispatching.leavesUnbegun = options.earlierResults != nil
    dispatching.hold = options.run.hold
    dispatching.notices = options.monitor.map { [calls] in
      Recorder.Notices(
        includeCalls: $0.noticesCalls, urls: calls.urls, message: { calls.message(of: $0) })
    }
    return dispatching
  }

  /// Runs all threads to their end.
  private func run(
    _ clients: [HTTPClient], _ wiring: Wiring, _ dispatcher: SharedDispatcher
  ) throws(CannotStart) {
    let transfer = { @Sendable [calls] (number: Int) in
      var loop = TransferLoop(
        number, client: clients[number], wiring: wiring, dispatcher: dispatcher,
        exchange: calls.exchange())
      loop.run()
    }
    var loops: [Thread] = []
    var ends: [Thread] = []
    defer {
      for thread in loops { thread.join() }
      wiring.outgoing.finish()
      for thread in ends { thread.join() }
    }
    do throws(CannotStart) {
      for number in clients.indices.dropFirst() {
        loops.append(try Thread { transfer(number) })
      }
      ends.append(try startWriter(wiring))
      ends.append(try startReader(wiring))
    } catch {
      wiring.stopRun(.outputClosed)
      throw error
    }
    transfer(0)
  }

  private func startReader(_ wiring: Wiring) throws(CannotStart) -> Thread {
    let (calls, options, passage, begin) = (calls, options, passage, begin)
    return try Thread {
      var reader = Reader(
        options: Reader.Options(
          input: options.input, stop: wiring.stop.descriptor, interruption: wiring.reading,
          lineLimit: options.run.lineLimit,
          stopsAtInvalidLine: options.run.invalidLines == .stop, monitor: options.monitor,
          passage: passage, begin: begin),
        renderer: calls.renderer(options.run), pool: wiring.pool,
        allowance: wiring.allowance
      ) { batch in
        if wiring.incoming.put(&batch) { wiring.wakeForInput() }
      }
      let report = reader.run()
      wiring.inputReport.withLock { $0 = report }
      wiring.incoming.finish()
      wiring.wakeForInput()
    }
  }

  /// What passes over lines that earlier runs have handled.
  private var passage: Passage? {
    guard let earlier = options.earlierResults else { return nil }
    return Passage(
      Passage.Earlier(lines: earlier.lines, first: earlier.first, last: earlier.last),
      text: calls.lineText(options.run), isDry: options.run.isDry)
  }

  /// What follows that.
  private var begin: @Sendable () throws(ResumeFault) -> Void {
    { [options] () throws(ResumeFault) in
      // A dry run changes nothing.
      if !options.run.isDry { try options.earlierResults?.cut(output: options.output) }
    }
  }

  private func startWriter(_ wiring: Wiring) throws(CannotStart) -> Thread {
    let (options, lineText) = (options, calls.lineText(options.run))
    return try Thread {
      var writer = Writer(
        output: Output(descriptor: options.output, turns: options.turns), lineText: lineText,
        queue: wiring.outgoing, pool: wiring.pool, allowance: wiring.allowance,
        wake: wiring.wakeForInput)
      do throws(Output.Failure) {
        try writer.run()
      } catch {
        wiring.stopRun(error.isBrokenPipe ? .outputClosed : .outputFailed(error.code))
      }
    }
  }
}
