/// Numbers as they are typed on a command line: decimal digits only, no sign, no space.
enum WholeNumber {
  /// The number, or nil if the text is not all digits or the number exceeds `Int`.
  static func read(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// A number of bytes: digits and perhaps K, M or G, in either case, for powers of 1024; nil if
  /// the text is something else or the number exceeds `Int`.
  static func readByteCount(_ text: String) -> Int? {
    let unit: Int
    switch text.last {
    case "K", "k": unit = 1 << 10
    case "M", "m": unit = 1 << 20
    case "G", "g": unit = 1 << 30
    default: return read(text)
    }
    guard let count = read(text.dropLast()) else { return nil }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? nil : bytes
  }
}
