#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TestSupport

/// What the comparisons share: the program, its config, event files, servers and the stopwatch.
final class Bench {
  let options: Options
  let directory: TemporaryDirectory
  /// What `calls`, `https` and `batch` send to.
  let server: LoadServer
  private let config: String
  private var eventFiles: [String: String] = [:]

  /// - Throws: when the release build of `segment-step` is missing, or a server does not start.
  init(_ options: Options) throws(SupportError) {
    guard access(Binary.segmentStep, X_OK) == 0 else {
      throw SupportError(
        "no segment-step beside this program: swift build -c release --product segment-step")
    }
    self.options = options
    directory = try TemporaryDirectory()
    config = try directory.write("purchase.yaml", EventFile.config)
    server = try LoadServer()
  }

  /// The name and version of what calls are sent to.
  var serverName: String { server.name }

  /// One number for measurements, another for trials.
  func count(_ full: Int, quick: Int) -> Int { options.isQuick ? quick : full }

  /// The path of a file of so many events, made at the first call.
  ///
  /// - Parameter isDelivered: whether each event carries a successful result.
  func events(_ count: Int, isDelivered: Bool = false) throws(SupportError) -> String {
    let name = isDelivered ? "delivered-\(count).ndjson" : "events-\(count).ndjson"
    if let path = eventFiles[name] { return path }
    let path = directory.path(name)
    try EventFile(isDelivered: isDelivered).write(count, to: path)
    eventFiles[name] = path
    return path
  }

  /// `segment-step` with the config of the event files; its results are dropped unless they are
  /// captured.
  func segmentStep(_ arguments: [String], isCaptured: Bool = false) -> Command {
    Command(
      Binary.segmentStep, arguments: ["-q", "-c", config] + arguments,
      environment: [Self.keyVariable: "benchmark"],
      outputPath: isCaptured ? nil : "/dev/null", deadline: Self.deadline)
  }

  /// `segment-step` sending to `url`; it fails if any event is not delivered.
  func segmentStep(to url: String, _ arguments: [String]) -> Command {
    segmentStep(["-e", "--endpoint", url] + arguments)
  }

  /// The least that jq can do to an event to the same end.
  func jq() throws(SupportError) -> Command {
    Command(
      try Tool.path("jq"), arguments: ["-c", ".segment={success:true}"], outputPath: "/dev/null",
      deadline: Self.deadline)
  }

  /// The variable that holds the write key.
  static let keyVariable = "SEGMENT_WRITE_KEY"
  /// Seconds that no run comes near.
  static let deadline = 4 * 3600.0

  /// Runs a command to its end.
  ///
  /// - Throws: also when it fails.
  func run(_ command: Command, _ input: String) throws(SupportError) -> Finished {
    let finished = try command.start(.file(input)).wait()
    guard finished.status == .exited(0) else { throw SupportError(finished.description) }
    return finished
  }

  /// Runs two commands over a file in turn, and takes the medians of what each takes.
  func alternate(
    _ ours: Command, _ other: Command, over input: String, times: Int? = nil
  ) throws(SupportError) -> (ours: Cost, other: Cost) {
    var taken: (ours: [Cost], other: [Cost]) = ([], [])
    for _ in 0..<(times ?? options.repetitions) {
      taken.ours.append(try cost(of: ours, input))
      taken.other.append(try cost(of: other, input))
    }
    return (Cost(medianOf: taken.ours), Cost(medianOf: taken.other))
  }

  /// Runs two commands over so many events in turn.
  ///
  /// - Parameters:
  ///   - input: the file of the events.
  ///   - name: that of the other program.
  func compare(
    _ row: String, _ unit: String, _ ours: Command, with name: String, _ other: Command,
    over input: String, events: Int, target: Row.Target
  ) throws(SupportError) -> Row {
    let taken = try alternate(ours, other, over: input)
    let count = Double(events)
    return Row(
      name: row, unit: unit, ours: count / taken.ours.seconds,
      other: (name, count / taken.other.seconds), target: target,
      microseconds: (
        taken.ours.processorSeconds / count * 1e6, taken.other.processorSeconds / count * 1e6
      ))
  }

  /// What a run takes, its start included.
  func cost(of command: Command, _ input: String) throws(SupportError) -> Cost {
    let start = ContinuousClock.now
    let finished = try run(command, input)
    return Cost(
      seconds: (ContinuousClock.now - start) / .seconds(1),
      processorSeconds: finished.processorTime)
  }
}

/// What a run takes.
struct Cost {
  /// By the clock.
  let seconds: Double
  /// Of processors, for the program and for the system on its behalf.
  let processorSeconds: Double
}

extension Cost {
  /// The medians of what several runs take.
  init(medianOf runs: [Cost]) {
    seconds = runs.map(\.seconds).median
    processorSeconds = runs.map(\.processorSeconds).median
  }
}

extension [Double] {
  /// The middle value, or the mean of the two in the middle; 0 of none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
