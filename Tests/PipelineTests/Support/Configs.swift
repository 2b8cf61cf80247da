import Segment
import YAML

/// A step that makes a track call for the user in `id`.
///
/// - Parameter more: further parameters, a line each.
func config(_ more: String...) throws -> StepConfig {
  let lines = ["write_key: key", "operation: track", "event: E", "user_id: ${id}"] + more
  let surroundings = Surroundings(
    variable: { _ in nil },
    file: { _ throws(Surroundings.Unreadable) in throw Surroundings.Unreadable(reason: "") })
  var reader = ConfigReader(surroundings: surroundings)
  return try reader.read(try Document.parse(Array(lines.joined(separator: "\n").utf8)))
}

/// Events with the ids in a range, a line each.
func events(_ ids: ClosedRange<Int>, padding: Int = 0) -> String {
  let tail = padding > 0 ? ",\"pad\":\"" + String(repeating: "x", count: padding) + "\"}\n" : "}\n"
  return ids.map { "{\"id\":\($0)" + tail }.joined()
}
