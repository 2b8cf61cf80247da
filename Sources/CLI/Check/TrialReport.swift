import JSON
import Segment

/// The words for what a check found in the first events.
struct TrialReport {
  /// Keys that are listed of an object that lacks one.
  private static let keyLimit = 12

  /// The report, from its blank line on.
  let text: String

  init(_ trial: borrowing EventTrial) {
    guard trial.events > 0 else {
      text = "\nno events on standard input: none was tried\n"
      return
    }
    var lines = ["", Self.summary(trial)]
    lines += Self.rows(trial.findings)
    if !trial.notes.isEmpty { lines += ["doubtful, though sent:"] + Self.rows(trial.notes) }
    for user in trial.users where user.calls > 1 { lines.append(Self.line(user)) }
    for outcome in trial.lookups where outcome.tried > 0 {
      if outcome.missed > 0, outcome.lookup.fallback == nil {
        lines.append(Self.line(outcome) + (trial.isStrict ? "" : Self.instead(outcome)))
      }
      if outcome.used.count > 1 { lines.append(Self.alternatives(outcome)) }
    }
    text = lines.map { Diagnostic.printable($0) + "\n" }.joined() + Self.firstCall(trial)
  }

  /// What the first call would say.
  private static func firstCall(_ trial: borrowing EventTrial) -> String {
    guard let (line, operation, body) = trial.firstCall else { return "" }
    let text = JSONIndentation.text(of: body.span, margin: 2)
    return "line \(line) would make \(words(operation, 1)):\n  \(text)\n"
  }

  private static func rows(_ findings: [EventTrial.Finding]) -> [String] {
    Columns.aligned(
      findings.map { finding in
        let share = "\(Quantity.count(finding.events))x"
        return ["  \(finding.code)", share, "\(finding.message) (first in line \(finding.line))"]
      })
  }

  /// `100 events tried, none sent: 60 would make track calls, 28 identify calls; 12 would not`.
  private static func summary(_ trial: borrowing EventTrial) -> String {
    let counts = trial.calls
    let calls = counts.reduce(0, +)
    var parts = Operation.allCases.filter { counts[$0.index] > 0 }
      .map { "\(Quantity.count(counts[$0.index])) would make \(words($0, counts[$0.index]))" }
    if calls == 0 { parts.append("none would make a call") }
    if trial.unchanged > 0 {
      parts.append("\(Quantity.count(trial.unchanged)) need none (\(FlagID.retryFailed.spelling))")
    }
    if trial.refused > 0, calls > 0 {
      parts.append("\(Quantity.count(trial.refused)) would not")
    }
    return
      "\(Quantity.count(trial.events, "event")) tried, nothing sent: \(parts.joined(separator: ", "))"
  }

  /// `user_id: 61 different ones in 95 calls`.
  private static func line(_ user: (name: String, values: Int, calls: Int)) -> String {
    let values =
      user.values == 1 ? "the same one" : "\(Quantity.count(user.values)) different ones"
    return "\(user.name): \(values) in \(Quantity.count(user.calls, "call"))"
  }

  private static func line(_ outcome: EventTrial.LookupOutcome) -> String {
    let found = "\(outcome.lookup.name) found nothing in "
    let share = "\(Quantity.count(outcome.missed)) of \(Quantity.count(outcome.tried, "event"))"
    return found + share + nothings(outcome) + (outcome.end.map { hint($0, outcome) } ?? "")
  }

  /// ` (null in 1, empty in 2)`.
  private static func nothings(_ outcome: EventTrial.LookupOutcome) -> String {
    let parts = [("null", outcome.nulls), ("empty", outcome.empties)].filter { $0.1 > 0 }
    guard !parts.isEmpty else { return "" }
    return " (\(parts.map { "\($0) in \(Quantity.count($1))" }.joined(separator: ", ")))"
  }

  /// What a call has instead, without a word otherwise.
  private static func instead(_ outcome: EventTrial.LookupOutcome) -> String {
    let names = outcome.parameters.filter { $0.value == .lookup(outcome.lookup) }.map(\.name)
    if names.contains(.timestamp) { return ": dated to the time of reading" }
    return names.contains(.messageID) ? ": given random message ids" : ""
  }

  /// `uid // user.id: uid in 60, user.id in 30, neither in 10 of 100 events`.
  private static func alternatives(_ outcome: EventTrial.LookupOutcome) -> String {
    var parts = zip(outcome.lookup.sources, outcome.used).map { source, count in
      "\(words(source)) in \(Quantity.count(count))"
    }
    if outcome.missed > 0 { parts.append("none in \(Quantity.count(outcome.missed))") }
    let events = Quantity.count(outcome.tried, "event")
    return "\(outcome.lookup.name): \(parts.joined(separator: ", ")) of \(events)"
  }

  private static func words(_ source: Template.Lookup.Source) -> String {
    switch source {
    case .event(let path): PathText.text(path)
    case .inputLine: "input:line"
    case .callUUID: "call:uuid"
    // It may come from a variable that is nobody's business.
    case .constant: "the constant"
    }
  }

  /// What was there instead.
  private static func hint(
    _ end: LookupTrail.End, _ outcome: EventTrial.LookupOutcome
  ) -> String {
    let place = end.path.isEmpty ? "the event" : PathText.text(end.path)
    guard end.kind == .object else { return " (\(place) is \(end.kind.phrase))" }
    let key = PathText.key(end.step).flatMap { nearest($0, in: end.keys) }
    let suggestion = key.map { key in
      let meant = end.path + [.member(Array(key.utf8))]
      let rest = outcome.lookup.paths.first?.dropFirst(meant.count) ?? []
      return "; did you mean \(PathText.text(meant + rest))?"
    }
    let keys = end.keys.prefix(keyLimit).map { PathText.text(key: $0) }.joined(separator: ", ")
    let more = end.keys.count > keyLimit ? ", ..." : ""
    return "\(suggestion ?? "") (\(place) has\(keys.isEmpty ? " no keys" : ": \(keys)\(more)"))"
  }

  /// `a track call`, `track calls`.
  private static func words(_ operation: Operation, _ count: Int) -> String {
    guard count == 1 else { return "\(operation.rawValue) calls" }
    let article = "aeiou".contains(operation.rawValue.prefix(1)) ? "an" : "a"
    return "\(article) \(operation.rawValue) call"
  }
}
