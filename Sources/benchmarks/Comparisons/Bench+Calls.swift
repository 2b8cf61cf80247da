import TestSupport

extension Bench {
  /// A call per event over HTTP.
  func calls() throws(SupportError) -> Row {
    try calls("calls", to: server.url, authority: nil)
  }

  /// A call per event over HTTPS.
  func https() throws(SupportError) -> Row {
    guard let secure = server.secure else { throw SupportError("nginx is not installed") }
    return try calls("https", to: secure.url, authority: secure.authority)
  }

  private func calls(
    _ name: String, to url: String, authority: String?
  ) throws(SupportError) -> Row {
    let count = count(100_000, quick: 10_000)
    let trust = authority.map { ["--cacert", $0] } ?? []
    return try compare(
      name, "calls/s", segmentStep(to: url, ["-j", "\(Self.concurrency)"] + trust),
      with: "bare libcurl",
      BareLoop.command(
        url: "\(url)/track", count: count, concurrency: Self.concurrency,
        bodies: requestBodies(), authority: authority),
      over: events(count), events: count, target: .atLeast(0.9))
  }

  /// A call per event, beside the calls that curl makes when it is told of all of them.
  func curlCalls() throws(SupportError) -> Row {
    let count = count(20_000, quick: 1000)
    let path = try Tool.path("curl")
    let config = directory.path("curl.conf")
    try writeCurlConfig(of: count, to: config)
    let concurrency = "\(Self.concurrency)"
    let curl = Command(
      path, arguments: ["-s", "-Z", "--parallel-max", concurrency, "-K", config],
      outputPath: "/dev/null", deadline: Self.deadline)
    return try compare(
      "curl", "calls/s", segmentStep(to: server.url, ["-j", concurrency]), with: "curl -Z", curl,
      over: events(count), events: count, target: .atLeast(1.5))
  }

  /// Writes what tells curl of so many calls.
  private func writeCurlConfig(of count: Int, to path: String) throws(SupportError) {
    let bodies = try bodies().map { body in
      body.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
    let url = "\(server.url)/track"
    let calls = (0..<count).lazy.map { number in
      let call = """
        \(number == 0 ? "" : "next")
        url = "\(url)"
        user = "benchmark:"
        header = "Content-Type: application/json"
        data-raw = "\(bodies[number % bodies.count])"
        output = "/dev/null"

        """
      return Array(call.utf8)
    }
    try PiecewiseFile.write(calls, to: path)
  }

  /// Calls in flight.
  private static let concurrency = 32

  /// The path of a file of the bodies that `segment-step` sends for the first thousand events.
  func requestBodies() throws(SupportError) -> String {
    try directory.write("bodies.ndjson", bodies().joined(separator: "\n"))
  }

  private func bodies() throws(SupportError) -> [Substring] {
    let dry = try run(segmentStep(["-n"], isCaptured: true), events(1000))
    // The body is the last member of the request, which is the last of the result, which is the
    // last of the event.
    return dry.lines.compactMap { line in
      line.firstRange(of: #","body":"#).map { line[$0.upperBound...].dropLast(3) }
    }
  }
}
