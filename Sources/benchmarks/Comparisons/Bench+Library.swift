#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import TestSupport

extension Bench {
  /// Batches of 100 events, as many as Segment's Python library sends at once.
  func library() throws(SupportError) -> Row {
    let count = count(20_000, quick: 1000)
    let script = try directory.write("library.py", PythonLibrary.script)
    let host = server.url.dropLast("/v1".count)
    let library = Command(
      try PythonLibrary.interpreter, arguments: [script, "\(host)"], outputPath: "/dev/null",
      deadline: Self.deadline)
    return try compare(
      "library", "events/s", segmentStep(to: server.url, ["-b", "100"]),
      with: "Segment's Python", library, over: events(count), events: count,
      target: .atLeast(10))
  }
}

/// Segment's library for Python (https://pypi.org/project/segment-analytics-python).
enum PythonLibrary {
  /// Sends the events of standard input as the config of the event files says.
  static let script = """
    import json, sys
    from segment.analytics.client import Client

    def fail(error, batch):
        sys.exit(f"not delivered: {error}")

    client = Client("benchmark", host=sys.argv[1], max_queue_size=10000, thread=4,
                    upload_size=100, timeout=60, on_error=fail)
    for line in sys.stdin:
        event = json.loads(line)
        order, user = event["order"], event["user"]
        while client.queue.full():
            client.flush()
        client.track(
            user["id"], event["event"], message_id=f"shop-{event['id']}",
            properties={
                "order_id": order["id"], "revenue": order["total"],
                "currency": order["currency"], "products": order["items"],
                "city": order["shipping"]["city"], "plan": user.get("plan", "free")},
            context={"ip": event["device"]["ip"], "locale": event["device"]["locale"]})
    client.flush()
    client.join()

    """

  /// Why it cannot be used on this machine.
  static let obstacle =
    "segment-analytics-python not installed (pip install it; "
    + "SEGMENT_STEP_TEST_PYTHON names another python3)"

  /// Whether it can.
  static var isInstalled: Bool {
    guard let python = try? interpreter else { return false }
    let finished = try? Command(python, arguments: ["-c", "import segment.analytics"]).run()
    return finished?.status == .exited(0)
  }

  static var interpreter: String {
    get throws(SupportError) {
      if let given = getenv("SEGMENT_STEP_TEST_PYTHON") { return String(cString: given) }
      return try Tool.path("python3")
    }
  }
}
