import TestSupport

/// Instructions an event, counted by valgrind's callgrind, whatever else the machine does.
///
/// Each figure is that of many events less that of few, divided by the difference: what the start takes
/// is not in it. They vary by some percent, for how far the threads get ahead of each other decides how
/// many events are made anew; one that is too high is counted again, and the least counts.
struct Instructions {
  /// Numbers of events.
  private typealias Counts = (small: Int, large: Int)

  /// For what takes few instructions, so that the events made anew weigh little.
  private static let many = Counts(small: 10_000, large: 50_000)
  private static let few = Counts(small: 5000, large: 10_000)

  /// A figure.
  struct Figure {
    let name: String
    let perEvent: Int
  }

  /// Why it cannot be done on this machine; nil if it can.
  static var obstacle: String? {
    Tool.find("valgrind") == nil ? "valgrind not installed (apt-get install valgrind)" : nil
  }

  /// How often a figure that is too high is counted, at the most.
  private static let attempts = 3

  private let bench: Bench
  private let known: KnownFigures

  /// - Parameter known: what figures are compared with.
  init(_ bench: Bench, _ known: KnownFigures) {
    self.bench = bench
    self.known = known
  }

  /// Counts, and hands over each figure as soon as it is there.
  func measure(_ report: (Figure) -> Void) throws(SupportError) {
    let url = bench.server.url
    report(try figure("dry-run", Self.many) { _ in bench.segmentStep(["-n"]) })
    report(try figure("batch", Self.many) { _ in bench.segmentStep(to: url, ["-b", "500"]) })
    report(try figure("call") { _ in bench.segmentStep(to: url, ["-j", "16"]) })
    let bodies = try bench.requestBodies()
    report(
      try figure("bare-call") { count in
        BareLoop.command(
          url: "\(url)/track", count: count, concurrency: 16, bodies: bodies, authority: nil)
      })
    if Tool.find("jq") != nil {
      let jq = try bench.jq()
      report(try figure("jq") { _ in jq })
    }
  }

  private func figure(
    _ name: String, _ counts: Counts = few, _ command: (Int) -> Command
  ) throws(SupportError) -> Figure {
    var least = Figure(name: name, perEvent: .max)
    for _ in 0..<Self.attempts where known.complaint(least) != nil || least.perEvent == .max {
      let small = try count(command(counts.small), events: counts.small)
      let large = try count(command(counts.large), events: counts.large)
      let perEvent = (large - small) / (counts.large - counts.small)
      least = Figure(name: name, perEvent: min(least.perEvent, perEvent))
    }
    return least
  }

  /// The instructions of a whole run.
  private func count(_ command: Command, events: Int) throws(SupportError) -> Int {
    let profile = bench.directory.path("callgrind.out")
    var watched = command
    watched.path = try Tool.path("valgrind")
    watched.arguments =
      ["--tool=callgrind", "--callgrind-out-file=\(profile)", command.path] + command.arguments
    _ = try bench.run(watched, bench.events(events))
    let text = String(decoding: try Fixtures.read(profile), as: UTF8.self)
    let totals = text.split(separator: "\n").last { $0.hasPrefix("totals: ") }
    guard let number = totals.flatMap({ Int($0.dropFirst("totals: ".count)) }) else {
      throw SupportError("callgrind tells no totals")
    }
    return number
  }
}

extension Instructions.Figure {
  /// A line of the table.
  ///
  /// - Parameter known: what it is compared with.
  func line(known: Int?) -> String {
    let figure = Double(perEvent).figure.padded(to: 10, isRight: true)
    let comparison = known.map { ", before \(Double($0).figure)" } ?? ""
    return "\(name.padded(to: 12))\(figure) instructions an event\(comparison)\n"
  }

  /// A member of the JSON object.
  var json: String { "\"\(name)\":\(perEvent)" }
}
