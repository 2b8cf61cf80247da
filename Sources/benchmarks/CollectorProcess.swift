import Sandbox
import Synchronization
import TestSupport

/// The sandbox's collector in a process of its own, so that it shares no time with the stopwatch.
final class CollectorProcess {
  /// What it has seen.
  struct Observation {
    let requests: Int
    let mostInFlight: Int
    /// Seconds from the first request to the last; 0 unless it answers late.
    let seconds: Double
  }

  /// The hidden argument that makes this program one.
  static let argument = "serve"

  /// What stands in for `https://api.segment.io/v1`.
  let url: String
  private let process: Running

  /// Starts it.
  ///
  /// - Parameter delay: milliseconds to each answer. With a delay, even of 0, it takes every call
  ///   and notes the time; without, it judges calls.
  init(delay: Int? = nil) throws(SupportError) {
    let arguments = [Self.argument] + (delay.map { ["\($0)"] } ?? [])
    process = try Command(
      Binary.path(of: "benchmarks"), arguments: arguments, deadline: Bench.deadline
    ).start()
    guard let port = try process.readLine() else {
      throw SupportError("no collector\n\(try process.wait())")
    }
    url = "http://127.0.0.1:\(port)/v1"
  }

  /// What it has seen so far.
  func observe() throws(SupportError) -> Observation {
    try process.write("\n")
    let words = try process.readLine()?.split(separator: " ") ?? []
    guard words.count == 3, let requests = Int(words[0]), let most = Int(words[1]),
      let seconds = Double(words[2])
    else { throw SupportError("no answer from the collector") }
    return Observation(requests: requests, mostInFlight: most, seconds: seconds)
  }

  /// Is the process: prints the port, then an observation for each line of standard input, and
  /// ends with it.
  static func serve(_ arguments: ArraySlice<String>) throws(SupportError) {
    let times = ArrivalTimes()
    let delay = arguments.first.flatMap { Int($0) }
    do throws(CollectorError) {
      let collector = try Collector(respond: delay.map { times.respond(after: $0) })
      emit("\(collector.port)\n")
      while readLine() != nil {
        let seen = collector.statistics
        emit("\(seen.requests) \(seen.mostInFlight) \(times.seconds)\n")
      }
    } catch {
      throw SupportError("\(error)")
    }
  }
}

/// When the first request came, and the last.
private final class ArrivalTimes: Sendable {
  private let span = Mutex<ClosedRange<ContinuousClock.Instant>?>(nil)

  var seconds: Double {
    span.withLock { $0.map { ($0.upperBound - $0.lowerBound) / .seconds(1) } ?? 0 }
  }

  /// Notes the time of each request, and takes it `milliseconds` later.
  func respond(after milliseconds: Int) -> @Sendable (CollectedRequest) -> Reply {
    var reply = Reply.success
    reply.delay = .milliseconds(milliseconds)
    return { [reply] _ in
      let now = ContinuousClock.now
      self.span.withLock { $0 = ($0?.lowerBound ?? now)...now }
      return reply
    }
  }
}
