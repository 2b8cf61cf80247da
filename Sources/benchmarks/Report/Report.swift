import JSON

/// All that a run has found out.
struct Report {
  /// A comparison that has no rows, and why.
  struct Note {
    let name: String
    let text: String
  }

  let machine: Machine
  let isQuick: Bool
  var rows: [Row] = []
  /// Comparisons that cannot be made on this machine.
  var skipped: [Note] = []
  /// Comparisons in which a program failed.
  var failures: [Note] = []

  /// The report for machines: one JSON object, with a line end.
  var json: String {
    let machine = machine.facts.map { "\(Self.quote($0.name)):\(Self.quote($0.value))" }
    return #"{"machine":{\#(machine.joined(separator: ","))},"quick":\#(isQuick),"#
      + #""rows":[\#(rows.map(Self.object).joined(separator: ","))],"#
      + #""skipped":\#(Self.object(skipped)),"failed":\#(Self.object(failures))}"# + "\n"
  }

  private static func object(_ row: Row) -> String {
    var members = [
      #""name":\#(quote(row.name))"#, #""unit":\#(quote(row.unit))"#,
      #""segment_step":\#(number(row.ours))"#,
    ]
    if let other = row.other {
      members.append(#""other":\#(quote(other.name))"#)
      members.append(#""other_value":\#(number(other.value))"#)
    }
    if let ratio = row.ratio { members.append(#""ratio":\#(number(ratio))"#) }
    if let time = row.microseconds {
      members.append(#""cpu_us":\#(number(time.ours))"#)
      members.append(#""other_cpu_us":\#(number(time.other))"#)
    }
    switch row.target {
    case .atLeast(let bound): members.append(#""at_least":\#(bound)"#)
    case .atMost(let bound): members.append(#""at_most":\#(bound)"#)
    case .within(let share): members.append(#""within":\#(share)"#)
    }
    members.append(#""met":\#(row.isMet)"#)
    return "{\(members.joined(separator: ","))}"
  }

  private static func object(_ notes: [Note]) -> String {
    let members = notes.map { "\(quote($0.name)):\(quote($0.text))" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func number(_ value: Double) -> String {
    value.isFinite ? "\(value)" : "null"
  }

  private static func quote(_ text: String) -> String {
    String(decoding: JSONString.quoted(text), as: UTF8.self)
  }
}
