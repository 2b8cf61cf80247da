import Sandbox
import TestSupport

/// The step that most tests here run, and how they run it.
enum Step {
  /// A write key that is found wherever it leaks to.
  static let writeKey = "wkxS3cr3tS3cr3t"

  /// A track call for each event, which gives its `id`.
  static let track = [
    "-s", "write_key=\(writeKey)", "-s", "operation=track", "-s", "user_id=u",
    "-s", "event=Purchase", "-s", "properties.id=${id}",
  ]

  /// The program with that step and further arguments.
  static func command(_ arguments: [String]) -> Command {
    Command(Binary.segmentStep, arguments: track + arguments)
  }

  /// The same, sending to a collector.
  static func command(to collector: Collector, _ arguments: [String] = []) -> Command {
    command(["--endpoint", collector.baseURL] + arguments)
  }

  /// Lines with the events `{"id":…}` of these numbers.
  static func events(_ numbers: some Sequence<Int>) -> String {
    numbers.map { "{\"id\":\($0)}\n" }.joined()
  }
}
