import Sandbox
import Synchronization
import TestSupport

extension Bench {
  /// The time that starting takes, and the time that a result takes while the stream stays open.
  func start(_ report: (Row) -> Void) throws(SupportError) {
    let taken = try alternate(
      Command(Binary.segmentStep, arguments: ["--version"]),
      Command(Tool.path("curl"), arguments: ["--version"]), over: "/dev/null",
      times: count(50, quick: 5))
    report(
      Row(
        name: "start --version", unit: "ms", ours: taken.ours.seconds * 1000,
        other: ("curl", taken.other.seconds * 1000), target: .atMost(1.2)))
    var delays: [Double] = []
    for _ in 0..<count(20, quick: 3) { delays.append(try resultDelay()) }
    report(
      Row(name: "start, answer to result", unit: "ms", ours: delays.median, target: .atMost(30)))
  }

  /// Milliseconds from the server's answer to the result, for a stream of one event that does not
  /// end.
  private func resultDelay() throws(SupportError) -> Double {
    let answer = AnswerTime()
    let collector: Collector
    do {
      collector = try Collector { _ in
        answer.note()
        return .success
      }
    } catch {
      throw SupportError("\(error)")
    }
    defer { collector.stop() }
    let arguments = ["-e", "--endpoint", collector.baseURL]
    let running = try segmentStep(arguments, isCaptured: true).start()
    try running.write(EventFile().lines(1...1))
    let result = try running.readLine()
    let end = ContinuousClock.now
    guard result != nil, let start = answer.value else {
      throw SupportError("no result while the stream is open\n\(try running.wait())")
    }
    _ = try running.wait()
    return (end - start) / .milliseconds(1)
  }
}

/// When the server answered.
private final class AnswerTime: Sendable {
  private let time = Mutex<ContinuousClock.Instant?>(nil)

  var value: ContinuousClock.Instant? { time.withLock { $0 } }

  func note() { time.withLock { $0 = .now } }
}
