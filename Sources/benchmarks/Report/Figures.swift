extension Double {
  /// As many digits as a reader needs: thousands are grouped, and decimals kept for small numbers.
  var figure: String {
    guard isFinite else { return "-" }
    if magnitude < 100 { return decimal(places: magnitude < 10 ? 2 : 1) }
    let digits = String(Int64(rounded()).magnitude)
    var groups: [Substring] = []
    var rest = digits[...]
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return (self < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  /// With a fixed number of decimals.
  func decimal(places: Int) -> String {
    guard isFinite else { return "-" }
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    let units = Int64(clamping: Int((self * Double(scale)).rounded()))
    let decimals = String(units.magnitude % scale.magnitude)
    let zeros = String(repeating: "0", count: places - decimals.count)
    return "\(units < 0 ? "-" : "")\(units.magnitude / scale.magnitude).\(zeros)\(decimals)"
  }
}

extension String {
  /// Filled up with blanks to a width in characters.
  func padded(to width: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return isRight ? blanks + self : self + blanks
  }
}

extension StringProtocol {
  /// Without white space at its end.
  var trimmingEnd: SubSequence {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
