import TestSupport

extension Bench {
  /// Building every call, and sending none.
  func dryRun() throws(SupportError) -> Row {
    try compareWithJQ("dry-run", segmentStep(["-n"]), events(localCount), target: 10)
  }

  /// Events that all have been delivered before, so that there is nothing to do but to see that.
  func retryFailed() throws(SupportError) -> Row {
    // Nobody listens on the port: an event that is not passed over makes the run fail.
    try compareWithJQ(
      "retry-failed", segmentStep(to: "http://127.0.0.1:1/v1", ["--retry-failed"]),
      events(localCount, isDelivered: true), target: 15)
  }

  /// Batches of 500 events.
  func batch() throws(SupportError) -> Row {
    let arguments = ["--batch", "500"]
    try checkOrder(arguments)
    return try compareWithJQ(
      "batch", segmentStep(to: server.url, arguments), events(localCount), target: 6)
  }

  private var localCount: Int { count(200_000, quick: 20_000) }

  private func compareWithJQ(
    _ name: String, _ ours: Command, _ input: String, target: Double
  ) throws(SupportError) -> Row {
    try compare(
      name, "events/s", ours, with: "jq", jq(), over: input, events: localCount,
      target: .atLeast(target))
  }

  /// Makes sure that every event comes out delivered, and in the order of the input.
  private func checkOrder(_ arguments: [String]) throws(SupportError) {
    var command = segmentStep(to: server.url, arguments)
    let results = directory.path("results.ndjson")
    command.outputPath = results
    _ = try run(command, events(localCount))
    let filter = """
      reduce inputs as $event (0;
        if $event.id == . + 1 and $event.segment.success then . + 1
        else error("event \\(. + 1) is not there") end)
      """
    let check = Command(
      try Tool.path("jq"), arguments: ["-n", filter], deadline: Self.deadline)
    let finished = try run(check, results)
    guard finished.lines == ["\(localCount)"] else { throw SupportError(finished.description) }
  }
}
