import Sandbox
import TestSupport

@testable import Pipeline
@testable import Segment

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A run from file to file, from its beginning to its end.
struct FileRun {
  let report: RunReport
  let lines: [OutputLine]
  /// How long it took.
  let duration: Duration
  /// Processor time of the transfer loop, in seconds.
  let loopTime: Double

  var ids: [Int] { lines.compactMap(\.id) }

  /// Runs.
  ///
  /// - Parameters:
  ///   - adjust: changes the options.
  ///   - retryFor: seconds for which a call is tried again.
  init(
    _ config: StepConfig, _ input: String, to collector: Collector, concurrency: Int = 16,
    retryFor: Int? = nil,
    adjust: (inout Pipeline.Options) -> Void = { _ in }
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    let directory = try TemporaryDirectory()
    let source = open(try directory.write("in", input), O_RDONLY | O_CLOEXEC)
    let target = open(try directory.write("out", ""), O_WRONLY | O_CLOEXEC)
    defer {
      close(source)
      close(target)
    }
    var options = Pipeline.Options()
    options.input = source
    options.output = target
    options.run.concurrency = concurrency
    options.run.retryForMilliseconds = retryFor.map { $0 * 1000 }
    adjust(&options)
    let start = ContinuousClock.now
    let processorStart = Self.processorTime
    report = try Pipeline(CallProtocol(config, to: service(collector)), options: options).run()
    loopTime = Self.processorTime - processorStart
    duration = .now - start
    lines = try directory.read("out").split(separator: 0x0A, omittingEmptySubsequences: false)
      .dropLast().map { OutputLine(text: String(decoding: $0, as: UTF8.self)) }
  }

  private static var processorTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// A collector as a service.
func service(_ collector: Collector) -> Service {
  Service(baseURL: collector.baseURL, writeKey: "key")
}
