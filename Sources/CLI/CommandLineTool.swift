import Pipeline
import Segment
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program: arguments, environment and streams in, an exit status out.
public struct CommandLineTool {
  private let environment: [String: String]
  private let streams: StandardStreams
  private let errors: ErrorStream
  /// How standard output and standard error share a file, if they are one.
  private let turns: WriteTurns?

  /// Makes the program.
  ///
  /// - Parameters:
  ///   - environment: the environment variables.
  ///   - streams: where it reads, writes and complains.
  public init(environment: [String: String], streams: StandardStreams = StandardStreams()) {
    self.environment = environment
    self.streams = streams
    let output = FileIdentity(streams.output)
    turns = output != nil && output == FileIdentity(streams.errors) ? WriteTurns() : nil
    errors = ErrorStream(streams.errors, turns: turns)
  }

  /// Runs the program.
  ///
  /// From here on the process treats signals as `ProcessSignals` says.
  ///
  /// - Parameter arguments: those of the command line, without the program's name.
  public func run(_ arguments: [String]) -> ExitStatus {
    ProcessSignals.prepare()
    StandardStreams.occupyClosed()
    Thread.saveAddressSpace()
    let status = perform(arguments)
    errors.end()
    return status
  }

  private func perform(_ arguments: [String]) -> ExitStatus {
    do throws(UsageErrors) {
      switch try Invocation(arguments: arguments) {
      case .help: return show(HelpText.full)
      case .version: return show("\(Program.name) \(Program.version)\n")
      case .completions(let shell): return show(Completions.script(for: shell))
      case .schema: return show(ConfigSchema.text)
      case .run(let settings): return run(settings)
      }
    } catch {
      complain(UsageWording.text(error))
      return .usage
    }
  }

  private func run(_ settings: Settings) -> ExitStatus {
    let style = Style(
      settings.color, isTerminal: Style.isTerminal(streams.errors), environment: environment)
    do throws(Diagnostics) {
      try streams.checkThatInputIsNotWritten()
      if let path = settings.caCertificate { try CertificateFile.check(path) }
      var loader = ConfigLoader(settings, environment: environment)
      let config = try loader.load()
      try checkProxy(settings, region: config.region)
      var plan = RunPlan(config: config, settings: settings, access: try CallAccess(settings))
      if !settings.quiet {
        for note in StartNotes(config, settings, streams).notes { complain(note.text(style)) }
      }
      if settings.check { return check(config, settings, style) }
      let resumption = try settings.resume.map { path throws(Diagnostics) in
        try Resumption(path, settings, streams)
      }
      if !settings.quiet, let warning = resumption?.warning { complain(warning.text(style)) }
      plan.earlier = resumption?.results
      return try runWithFiles(plan, style)
    } catch {
      complain(error.text(style))
      return .usage
    }
  }

  /// Says what was understood of a config, then what it makes of the first events.
  private func check(_ config: StepConfig, _ settings: Settings, _ style: Style) -> ExitStatus {
    // Before anything is read: the input may be a pipe that stays open.
    let status = show(ConfigReport(config, settings).text)
    guard status == .success, settings.checkEvents > 0 else { return status }
    if Style.isTerminal(streams.input) {
      return show("no events were tried: < FILE gives some\n")
    }
    var trial = EventTrial(config, settings)
    let lines = LineSample(streams.input, lineLimit: settings.run.lineLimit)
    let end = lines.read(settings.checkEvents) { trial.add($0, number: $1) }
    let failure = SampleWording.failure(end)
    if let failure { complain(failure.diagnostic.text(style)) }
    if let failure, trial.events == 0 { return failure.status }
    let shown = show(TrialReport(trial).text)
    guard shown == .success else { return shown }
    let isRefused = settings.exitStatus && trial.refused > 0
    return failure?.status ?? (isRefused ? .deliveryFailed : .success)
  }

  /// A proxy of the environment that is none would make every call fail.
  private func checkProxy(_ settings: Settings, region: Region?) throws(Diagnostics) {
    let region = settings.region ?? region ?? .us
    guard let proxy = Destination.environmentProxy(settings, region: region, environment),
      (try? ProxyAddress(proxy.text)) == nil
    else { return }
    let error = UsageError.badProxy(flag: proxy.variable, schemes: ProxyAddress.schemes)
    throw Diagnostics([Diagnostic(UsageWording.sentence(error))])
  }

  /// Runs, and says in files how it goes and how it ended.
  private func runWithFiles(_ plan: RunPlan, _ style: Style) throws(Diagnostics) -> ExitStatus {
    let files = LiveFiles(try liveFiles(plan.settings))
    let (report, status) = run(plan, files, style)
    guard let report else { return status }
    let problems = files.finish(report)
    for problem in problems { complain(problem.text(style)) }
    return status == .success && !problems.isEmpty ? .streamFailed : status
  }

  /// The files that tell of the run, and what each of them tells.
  private func liveFiles(
    _ settings: Settings
  ) throws(Diagnostics) -> [(file: LiveFile, text: LiveFiles.Text)] {
    var files: [(file: LiveFile, text: LiveFiles.Text)] = []
    var problems: [Diagnostic] = []
    func open(_ path: String?, _ flag: FlagID, _ text: @escaping LiveFiles.Text) {
      guard let path else { return }
      do throws(Diagnostics) {
        files.append((try LiveFile(path, flag, streams, errors), text))
      } catch {
        problems += error.all
      }
    }
    open(settings.summaryFile, .summaryFile) { SummaryText($0, isRunning: $1).json }
    open(settings.metricsFile, .metricsFile) { MetricsText($0, isRunning: $1).text }
    if problems.isEmpty, let path = settings.metricsFile, let other = settings.summaryFile,
      FileIdentity(path: path) == FileIdentity(path: other)
    {
      let flag = FlagID.metricsFile.spelling
      problems = [
        Diagnostic("\(flag): '\(path)' is the file of \(FlagID.summaryFile.spelling), too")
      ]
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return files
  }

  /// - Returns: no report if the run could not start.
  private func run(
    _ plan: RunPlan, _ files: LiveFiles, _ style: Style
  ) -> (report: RunReport?, status: ExitStatus) {
    if Style.isTerminal(streams.input), !plan.settings.quiet {
      complain(Diagnostic("reading events from the terminal; Ctrl-D ends them").text(style))
    }
    guard let settings = settingsWithinLimits(plan.settings, style) else {
      return (nil, .streamFailed)
    }
    var plan = plan
    plan.settings = settings
    let report: RunReport
    do {
      let destination = try Destination(plan, environment: environment)
      defer { destination.stop() }
      report = try run(plan, on: destination.service, files, style)
    } catch {
      complain(Diagnostic(StartWording.message(error)).text(style))
      return (nil, .streamFailed)
    }
    // Whoever reads it need not read standard error before it ends.
    let code = streams.closeOutput()
    conclude(report, settings, style)
    let status = RunVerdict(report, settings).status
    guard code != 0, status == .success else { return (report, status) }
    complain(RunVerdict.cannotWrite(code).text(style))
    return (report, .streamFailed)
  }

  private func run(
    _ plan: RunPlan, on service: Service, _ files: LiveFiles, _ style: Style
  ) throws -> RunReport {
    let settings = plan.settings
    let monitor = RunMonitor(noticesCalls: settings.verbose)
    var options = options(settings)
    options.monitor = monitor
    options.earlierResults = plan.earlier
    let isJSON = settings.summary == .json
    let console = Console(
      errors, streams.errors, style, monitor, progress: progress(settings),
      inputSize: Terminal.remainingBytes(streams.input), showsNotices: !settings.quiet
    ) { report in
      let summary = SummaryText(report, isRunning: true)
      return isJSON ? summary.json : summary.text
    }
    options.beforeAbruptEnd = { console.abandon() }
    let pipeline = Pipeline(CallProtocol(plan.config, to: service), options: options)
    let ticker = try console.watch()
    defer {
      ticker.stop()
      console.finish()
    }
    let writing = try files.watch(monitor)
    defer { writing?.stop() }
    return try pipeline.run()
  }

  /// The settings with no more calls in flight than there can be connections; nil, after a word, if
  /// there is no room for one.
  private func settingsWithinLimits(_ settings: Settings, _ style: Style) -> Settings? {
    let needs = DescriptorNeeds(settings)
    let limit = DescriptorLimit.raise()
    let free = limit.free(upTo: needs.enough(concurrency: settings.run.concurrency))
    let calls = needs.calls(free: free, concurrency: settings.run.concurrency)
    guard calls < settings.run.concurrency else { return settings }
    guard calls > 0 else {
      complain(StartWording.tooManyOpen(limit.limit - free, of: limit.limit).text(style))
      return nil
    }
    var settings = settings
    settings.run.concurrency = calls
    if !settings.quiet {
      let message = "only \(calls) calls in flight, for want of open files"
      complain(Diagnostic(message, hint: "ulimit -n raises their number").text(style))
    }
    return settings
  }

  /// Says how the run ended.
  private func conclude(_ report: RunReport, _ settings: Settings, _ style: Style) {
    let summary = RunVerdict(report, settings)
    if let error = summary.error { complain(error.text(style)) }
    if !settings.quiet { for warning in summary.warnings { complain(warning.text(style)) } }
    let text = SummaryText(report)
    // Whoever reads no further, as `head` does, does not ask how it went.
    let isSeen =
      Style.isTerminal(streams.errors) && !settings.quiet && report.stop != .outputClosed
    switch settings.summary ?? (isSeen ? .text : .none) {
    case .text: complain(text.text)
    case .json: complain(text.json)
    case .none: break
    }
  }

  private func progress(_ settings: Settings) -> Console.Progress {
    let isTerminal = Style.isTerminal(streams.errors) && environment["TERM"] != "dumb"
    let isWanted =
      settings.progress
      ?? (isTerminal && !Style.isTerminal(streams.input) && !Style.isTerminal(streams.output)
        && environment["CI"] == nil && !settings.quiet)
    guard isWanted else { return .none }
    return isTerminal ? .redrawn : .lines
  }

  private func options(_ settings: Settings) -> Pipeline.Options {
    var options = Pipeline.Options()
    options.input = streams.input
    options.output = streams.output
    options.turns = turns
    options.run = settings.run
    options.heedsSignals = true
    return options
  }

  private func show(_ text: String) -> ExitStatus {
    // In one file, what was said before stands before it.
    if turns != nil { errors.settle() }
    let code = StandardStreams.write(text, to: streams.output, turns: turns)
    if code == 0 { return .success }
    if code == EPIPE { return .brokenPipe }
    complain(RunVerdict.cannotWrite(code).text(Style(isEnabled: false)))
    return .streamFailed
  }

  private func complain(_ text: String) {
    errors.put(text)
  }
}
