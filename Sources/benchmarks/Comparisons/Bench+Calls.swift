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
    let seconds = try alternate(
      segmentStep(to: url, ["-j", "\(Self.concurrency)"] + trust),
      BareLoop.command(
        url: "\(url)/track", count: count, concurrency: Self.concurrency,
        bodies: requestBodies(), authority: authority),
      over: events(count))
    return Row(
      name: name, unit: "calls/s", ours: Double(count) / seconds.ours,
      other: ("bare libcurl", Double(count) / seconds.other), target: .atLeast(0.9))
  }

  /// Calls in flight.
  private static let concurrency = 32

  /// The path of a file of the bodies that `segment-step` sends for the first thousand events.
  func requestBodies() throws(SupportError) -> String {
    let dry = try run(segmentStep(["-n"], isCaptured: true), events(1000))
    // The body is the last member of the request, which is the last of the result, which is the
    // last of the event.
    let bodies = dry.lines.compactMap { line in
      line.firstRange(of: #","body":"#).map { line[$0.upperBound...].dropLast(3) }
    }
    return try directory.write("bodies.ndjson", bodies.joined(separator: "\n"))
  }
}
