import TestSupport

/// The comparisons, by the names that the command line takes.
enum Comparison: String, CaseIterable {
  case calls
  case https
  case curl
  case library
  case latency
  case dryRun = "dry-run"
  case retryFailed = "retry-failed"
  case batch
  case rate
  case memory
  case start

  /// What is compared, for the usage text.
  var summary: String {
    switch self {
    case .calls: "a call per event over HTTP, against a bare libcurl loop"
    case .https: "the same over HTTPS"
    case .curl: "a call per event, against curl -Z"
    case .library: "batches of 100 events, against Segment's Python library"
    case .latency: "a server that takes 100 ms, against what its latency allows"
    case .dryRun: "building calls without sending them, against jq"
    case .retryFailed: "passing over delivered events, against jq"
    case .batch: "batches of 500 events, against jq"
    case .rate: "calls started a second, against the rate asked for"
    case .memory: "peak memory, of a long stream against a short one"
    case .start: "time to start, against curl; time to the first result"
    }
  }

  /// The programs that it cannot do without, each with the Debian package that has it.
  var tools: [(program: String, package: String)] {
    switch self {
    case .calls, .latency, .rate, .memory: []
    case .https: [("nginx", "nginx-light"), ("openssl", "openssl")]
    case .dryRun, .retryFailed, .batch: [("jq", "jq")]
    case .curl, .start: [("curl", "curl")]
    case .library: [("python3", "python3")]
    }
  }

  /// Why it cannot be made on this machine; nil if it can.
  var obstacle: String? {
    if self == .library, !PythonLibrary.isInstalled { return PythonLibrary.obstacle }
    let missing = tools.filter { Tool.find($0.program) == nil }
    guard !missing.isEmpty else { return nil }
    let programs = missing.map(\.program).joined(separator: " and ")
    let packages = missing.map(\.package).joined(separator: " ")
    return "\(programs) not installed (apt-get install \(packages))"
  }

  /// Makes it, and hands over each row as soon as it is there.
  ///
  /// - Throws: when a program fails, not when it is slow.
  func measure(
    on bench: Bench, report: (Row) -> Void
  ) throws(SupportError) {
    switch self {
    case .calls: report(try bench.calls())
    case .https: report(try bench.https())
    case .curl: report(try bench.curlCalls())
    case .library: report(try bench.library())
    case .latency: try bench.latency(report)
    case .dryRun: report(try bench.dryRun())
    case .retryFailed: report(try bench.retryFailed())
    case .batch: report(try bench.batch())
    case .rate: try bench.rate(report)
    case .memory: try bench.memory(report)
    case .start: try bench.start(report)
    }
  }
}
