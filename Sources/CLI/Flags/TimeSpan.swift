/// Times as they are typed on a command line: `90s`, `2h`, `1h30m`, `0.5s`, `500ms`.
enum TimeSpan {
  /// The units, in milliseconds.
  private static let units = ["ms": 1.0, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]

  /// The whole milliseconds that a text stands for: numbers with a unit each, which add up, or one
  /// number without, which is of seconds.
  ///
  /// - Returns: nil if it is something else, or more than a million days.
  static func milliseconds(_ text: String) -> Int? {
    var rest = Substring(text)
    var total = 0.0
    repeat {
      let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      guard let number = number(digits) else { return nil }
      rest = rest[digits.endIndex...]
      let unit = rest.prefix { $0.isLetter }
      rest = rest[unit.endIndex...]
      let isWhole =
        unit.isEmpty && digits.endIndex == text.endIndex && digits.startIndex == text.startIndex
      guard let factor = isWhole ? 1000 : units[String(unit)] else { return nil }
      total += number * factor
    } while !rest.isEmpty
    return total <= 86_400_000 * 1e6 ? Int(total.rounded()) : nil
  }

  /// Decimal digits, perhaps with one point among them.
  private static func number(_ digits: Substring) -> Double? {
    guard digits.first != ".", digits.last != "." else { return nil }
    return Double(digits)
  }
}
