import JSON
import Segment

/// The words for what a check found in the first events.
struct TrialReport {
  /// Keys that are listed of an object that lacks one.
  private static let keyLimit = 12

  /// The report, from its blank line on; empty if there were no events.
  let text: String

  init(_ trial: borrowing EventTrial) {
    guard trial.events > 0 else {
      text = ""
      return
    }
    var lines = ["", Self.summary(trial)]
    lines += Columns.aligned(
      trial.findings.map { finding in
        let share = "\(Quantity.count(finding.events))x"
        return ["  \(finding.code)", share, "\(finding.message) (first in line \(finding.line))"]
      })
    for outcome in trial.lookups where outcome.missed > 0 { lines.append(Self.line(outcome)) }
    text = lines.map { Diagnostic.printable($0) + "\n" }.joined()
  }

  /// `100 events tried, none sent: 60 would make track calls, 28 identify calls; 12 would not`.
  private static func summary(_ trial: borrowing EventTrial) -> String {
    let counts = trial.calls
    let calls = counts.reduce(0, +)
    var parts = Operation.allCases.filter { counts[$0.index] > 0 }
      .map { "\(Quantity.count(counts[$0.index])) would make \($0.rawValue) calls" }
    if calls == 0 { parts.append("none would make a call") }
    if trial.unchanged > 0 {
      parts.append("\(Quantity.count(trial.unchanged)) need none (\(FlagID.retryFailed.spelling))")
    }
    let refused = trial.events - calls - trial.unchanged
    if refused > 0, calls > 0 { parts.append("\(Quantity.count(refused)) would not") }
    return "\(events(trial.events)) tried, nothing sent: \(parts.joined(separator: ", "))"
  }

  private static func line(_ outcome: EventTrial.LookupOutcome) -> String {
    let found = "\(outcome.lookup.name) found nothing in "
    let share = "\(Quantity.count(outcome.missed)) of \(events(outcome.tried))"
    return found + share + (outcome.end.map(hint) ?? "")
  }

  /// What was there instead.
  private static func hint(_ end: LookupTrail.End) -> String {
    let place = end.path.isEmpty ? "the event" : PathText.text(end.path)
    guard end.kind == .object else { return " (\(place) is \(end.kind.phrase))" }
    let key = PathText.key(end.step).flatMap { nearest($0, in: end.keys) }
    let suggestion = key.map { key in
      "; did you mean \(PathText.text(end.path + [.member(Array(key.utf8))]))?"
    }
    let keys = end.keys.prefix(keyLimit).map { PathText.text(key: $0) }.joined(separator: ", ")
    let more = end.keys.count > keyLimit ? ", ..." : ""
    return "\(suggestion ?? "") (\(place) has\(keys.isEmpty ? " no keys" : ": \(keys)\(more)"))"
  }

  private static func events(_ count: Int) -> String {
    "\(Quantity.count(count)) \(count == 1 ? "event" : "events")"
  }
}
