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
    let start = output.count
    var reader = Reader(text)
    if reader.appendNormal(to: &output) { return true }
    output.removeLast(output.count - start)
    guard let time = epochTime(text) else { return false }
    time.append(to: &output)
    return true
  }

  private static func epochTime(_ text: [UInt8]) -> WallTime? {
    if let whole = wholeNumber(text) {
      let isSeconds = whole < Int(firstMillisecondCount)
      return representable(isSeconds ? whole * 1000 : whole)
    }
    guard text.allSatisfy(isNumberByte), let number = Double(String(decoding: text, as: UTF8.self))
    else { return nil }
    let milliseconds = abs(number) < firstMillisecondCount ? number * 1000 : number
    return Int(exactly: milliseconds.rounded()).flatMap(representable)
  }

  private static func representable(_ milliseconds: Int) -> WallTime? {
    WallTime.representable ~= milliseconds ? WallTime(milliseconds: milliseconds) : nil
  }

  /// The value of up to 15 digits; nil for anything else.
  private static func wholeNumber(_ text: [UInt8]) -> Int? {
    guard 1...15 ~= text.count else { return nil }
    var value = 0
    for byte in text {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return value
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte | 0x20 == UInt8(ascii: "e")
  }

  /// Reads the extended format of ISO 8601 from left to right.
  private struct Reader {
    private let text: [UInt8]
    private var at = 0

    init(_ text: [UInt8]) { self.text = text }

    /// Appends the timestamp with `T`, seconds and offset filled in; false, with part of it
    /// appended, if the text is none.
    mutating func appendNormal(to output: inout [UInt8]) -> Bool {
      guard let year = number(4), skip("-"), let month = number(2), skip("-"),
        let day = number(2), 1...12 ~= month,
        1...CivilDate.days(inMonth: month, ofYear: year) ~= day
      else { return false }
      output.append(text.span, 0..<at)
      if at == text.count {
        output.append("T00:00:00Z")
        return true
      }
      guard skip("T") || skip(" ") || skip("t") else { return false }
      output.append(UInt8(ascii: "T"))
      return appendTime(to: &output) && appendOffset(to: &output) && at == text.count
    }

    private mutating func appendTime(to output: inout [UInt8]) -> Bool {
      let start = at
      guard let hour = number(2), skip(":"), let minute = number(2), hour < 24, minute < 60 else {
        return false
      }
      guard skip(":") else {
        output.append(text.span, start..<at)
        output.append(":00")
        return true
      }
      guard let second = number(2), second < 60 else { return false }
      output.append(text.span, start..<at)
      return appendFraction(to: &output)
    }

    private mutating func appendFraction(to output: inout [UInt8]) -> Bool {
      guard skip(".") || skip(",") else { return true }
      let start = at
      while at < text.count, text[at].isDigit { at += 1 }
      output.append(UInt8(ascii: "."))
      output.append(text.span, start..<at)
      return at > start
    }

    private mutating func appendOffset(to output: inout [UInt8]) -> Bool {
      if at == text.count || skip("Z") || skip("z") {
        output.append(UInt8(ascii: "Z"))
        return true
      }
      let sign = text[at]
      guard skip("+") || skip("-"), let hours = number(2), hours < 24 else { return false }
      guard let minutes = skip(":") || at < text.count ? number(2) : 0, minutes < 60 else {
        return false
      }
      output.append(sign)
      output.append(digits: hours, width: 2)
      output.append(UInt8(ascii: ":"))
      output.append(digits: minutes, width: 2)
      return true
    }

    private mutating func number(_ width: Int) -> Int? {
      guard at + width <= text.count else { return nil }
      var value = 0
      for index in at..<at + width {
        guard text[index].isDigit else { return nil }
        value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
      }
      at += width
      return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }
  }
}
