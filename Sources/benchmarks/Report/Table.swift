/// The report for people: a line for each row, each fit to be written as soon as it is known.
enum Table {
  /// The machine and the column titles.
  static func head(_ report: Report) -> String {
    let facts = report.machine.facts.map { "\($0.name.padded(to: 10))\($0.value)\n" }.joined()
    let note = report.isQuick ? "Quick trial: the figures mean nothing.\n" : ""
    let titles = columns(
      "comparison", "segment-step", "other side", "", "ratio", "CPU µs each", "target", "")
    return "\(facts)\(note)\n\(titles)"
  }

  static func line(_ row: Row) -> String {
    columns(
      row.name, "\(row.ours.figure) \(row.unit)", row.other?.value.figure ?? "",
      row.other?.name ?? "", row.ratio?.decimal(places: 3) ?? "",
      row.microseconds.map { "\($0.ours.figure) / \($0.other.figure)" } ?? "", text(row.target),
      row.isMet ? "ok" : "short")
  }

  private static func columns(
    _ name: String, _ ours: String, _ other: String, _ otherName: String, _ ratio: String,
    _ processor: String, _ target: String, _ verdict: String
  ) -> String {
    let line =
      name.padded(to: 27) + ours.padded(to: 19, isRight: true) + other.padded(to: 12, isRight: true)
      + " " + otherName.padded(to: 18) + ratio.padded(to: 8, isRight: true)
      + processor.padded(to: 13, isRight: true) + "  "
      + target.padded(to: 9) + verdict
    return line.trimmingEnd + "\n"
  }

  private static func text(_ target: Row.Target) -> String {
    switch target {
    case .atLeast(let bound): "≥ \(bound.figure)"
    case .atMost(let bound): "≤ \(bound.figure)"
    case .within(let share): "1 ± \(share.figure)"
    }
  }
}
