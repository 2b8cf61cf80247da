/// A decimal number of the core schema, `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, in
/// its parts.
struct DecimalSpelling {
  private let isNegative: Bool
  private let whole: Substring.UTF8View
  /// The digits after the point; nil if there is no point.
  private let fraction: Substring.UTF8View?
  /// From the `e` on; empty if there is no exponent.
  private let exponent: Substring.UTF8View

  /// Nil if the text is not such a number as a whole.
  init?(_ text: String) {
    var rest = Substring(text).utf8
    let sign = rest.first
    isNegative = sign == UInt8(ascii: "-")
    if isNegative || sign == UInt8(ascii: "+") { rest.removeFirst() }

    whole = Self.takeDigits(&rest)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.takeDigits(&rest)
    } else {
      fraction = nil
    }
    guard !whole.isEmpty || fraction?.isEmpty == false else { return nil }

    exponent = rest
    guard let mark = rest.popFirst() else { return }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard !Self.takeDigits(&rest).isEmpty, rest.isEmpty else { return nil }
  }

  /// Whether there is neither point nor exponent.
  var isInteger: Bool { fraction == nil && exponent.isEmpty }

  /// The number as JSON writes it. A spelling that JSON allows comes out byte for byte.
  var json: String {
    let significant = whole.drop { $0 == UInt8(ascii: "0") }
    var result = isNegative ? "-" : ""
    result += significant.isEmpty ? "0" : String(Substring(significant))
    if let fraction {
      result += fraction.isEmpty ? ".0" : "." + String(Substring(fraction))
    }
    return result + String(Substring(exponent))
  }

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return digits
  }
}
