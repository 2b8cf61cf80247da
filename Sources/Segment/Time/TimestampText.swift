import JSON

/// Reads the forms that a `timestamp` may have and writes them as ISO 8601.
///
/// Taken are a date; a date and a time, with `T` or a space between them, with or without seconds,
/// fraction and offset (none means UTC); and a number of seconds or, from 10^11 on, milliseconds
/// since 1970.
enum TimestampText {
  /// From here on a number counts milliseconds: as seconds it would lie after the year 5138, as
  /// milliseconds this is in 1973.
  private static let firstMillisecondCount = 1e11

  /// Appends a timestamp as ISO 8601; false, with nothing appended, if `text` is none.
  static func append(_ text: [UInt8], to output: inout [UInt8]) -> Bool {
    if let time = epochTime(text) {
      time.append(to: &output)
      return true
    }
    var reader = Reader(text)
    guard let normal = reader.read() else { return false }
    output.append(contentsOf: normal)
    return true
  }

  private static func epochTime(_ text: [UInt8]) -> WallTime? {
    guard text.allSatisfy(isNumberByte), let number = Double(String(decoding: text, as: UTF8.self))
    else { return nil }
    let milliseconds = abs(number) < firstMillisecondCount ? number * 1000 : number
    guard let whole = Int(exactly: milliseconds.rounded()), WallTime.representable ~= whole else {
      return nil
    }
    return WallTime(milliseconds: whole)
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte | 0x20 == UInt8(ascii: "e")
  }

  /// Reads the extended format of ISO 8601 from left to right.
  private struct Reader {
    private var rest: ArraySlice<UInt8>

    init(_ text: [UInt8]) { rest = text[...] }

    /// The timestamp with `T`, seconds and offset filled in, or nil if the text is none.
    mutating func read() -> [UInt8]? {
      var result = Array(rest.prefix(10))
      guard readDate() else { return nil }
      if rest.isEmpty { return result + Array("T00:00:00Z".utf8) }
      guard let separator = rest.popFirst(), [0x20, 0x54, 0x74].contains(separator) else {
        return nil
      }
      result.append(UInt8(ascii: "T"))
      guard let time = readTime(), let offset = readOffset(), rest.isEmpty else { return nil }
      return result + time + offset
    }

    private mutating func readDate() -> Bool {
      guard let year = number(4), skip("-"), let month = number(2), skip("-"),
        let day = number(2), 1...12 ~= month
      else { return false }
      return 1...CivilDate.days(inMonth: month, ofYear: year) ~= day
    }

    private mutating func readTime() -> [UInt8]? {
      var time = Array(rest.prefix(5))
      guard let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60 else {
        return nil
      }
      guard rest.first == UInt8(ascii: ":") else { return time + Array(":00".utf8) }
      time += rest.prefix(3)
      guard skip(":"), let second = number(2), second < 60 else { return nil }
      if skip(".") || skip(",") {
        let fraction = rest.prefix(while: \.isDigit)
        guard !fraction.isEmpty else { return nil }
        rest = rest[fraction.endIndex...]
        time += [UInt8(ascii: ".")] + fraction
      }
      return time
    }

    private mutating func readOffset() -> [UInt8]? {
      if rest.isEmpty || skip("Z") || skip("z") { return [UInt8(ascii: "Z")] }
      guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        let hours = number(2), hours < 24
      else { return nil }
      let minutes = skip(":") || !rest.isEmpty ? number(2) : 0
      guard let minutes, minutes < 60 else { return nil }
      return [sign, hours.tens, hours.units, UInt8(ascii: ":"), minutes.tens, minutes.units]
    }

    private mutating func number(_ width: Int) -> Int? {
      let digits = rest.prefix(width)
      guard digits.count == width, digits.allSatisfy(\.isDigit) else { return nil }
      rest = rest[digits.endIndex...]
      return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }
  }
}

extension Int {
  fileprivate var tens: UInt8 { UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: self / 10) }
  fileprivate var units: UInt8 { UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: self % 10) }
}
