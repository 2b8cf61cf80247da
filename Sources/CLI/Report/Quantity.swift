/// Quantities as people read them.
enum Quantity {
  /// `0.8 ms`, `1.2 s`.
  static func milliseconds(_ value: Double) -> String {
    value < 1000 ? "\(oneDecimal(value)) ms" : "\(oneDecimal(value / 1000)) s"
  }

  /// `0:07`, `12:05`, `3:00:00`: a time as clocks show it.
  static func clock(seconds: Int) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    let tail = "\(hours > 0 && minutes < 10 ? "0" : "")\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    return hours > 0 ? "\(hours):\(tail)" : tail
  }

  /// `512 B`, `1.5 KB`, `3.2 GB`, in powers of 1000.
  static func bytes(_ count: Int) -> String {
    var value = Double(count)
    for unit in ["B", "KB", "MB", "GB", "TB"] {
      if value < 1000 || unit == "TB" {
        return unit == "B" ? "\(count) B" : "\(oneDecimal(value)) \(unit)"
      }
      value /= 1000
    }
    return "\(count) B"
  }

  /// With commas: `1,234,567`.
  static func count(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      let isGroupStart = (digits.count - index) % 3 == 0
      if isGroupStart, index > 0, digits[index - 1] != "-" { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `1 line`, `1,200 lines`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A rate for people: whole above 10 a second, else with one decimal.
  static func perSecond(_ rate: Double) -> String {
    rate >= 10 ? "\(count(whole(rate)))/s" : "\(oneDecimal(rate))/s"
  }

  static func oneDecimal(_ value: Double) -> String {
    let tenths = whole(value * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// Rounded; 0 for what no whole number can be.
  private static func whole(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
}
