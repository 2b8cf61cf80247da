import JSON

/// A moment as ISO 8601 writes it: the extended format or the basic one, `2024-01-15T10:20:30+02:00`
/// or `20240115T102030+0200`.
///
/// The day is one of a month, of a week (`2024-W03-1`) or of a year (`2024-015`). The time may be left
/// out, and so may its seconds, their fraction and the offset from UTC, which is none then. `T24:00:00`
/// is the beginning of the next day, and the leap second `:60` that of the next minute.
struct ISO8601Time {
  private var date: CivilDate
  private var hour = 0
  private var minute = 0
  private var second = 0
  private let text: [UInt8]
  /// How much of the text, from its beginning, can stay as it is but for the `T`; 0 for nothing.
  private var kept = 0
  /// The digits behind the point.
  private var fraction = 0..<0
  private var offset: (sign: UInt8, hours: Int, minutes: Int)?

  /// Reads a text; nil if it is none.
  init?(_ text: [UInt8]) {
    var reader = DigitReader(text)
    guard let (date, isBasic) = Self.date(&reader) else { return nil }
    self.date = date
    self.text = text
    if reader.isAtEnd {
      // Numbers of seconds have a form of their own.
      guard !isBasic || text.count != 8 || 1900...2099 ~= date.year else { return nil }
      return
    }
    let isCalendarDate = !isBasic && reader.place == Self.dateLength
    guard reader.skip("T") || reader.skip(" ") || reader.skip("t"),
      readTime(&reader, isBasic: isBasic)
    else { return nil }
    let hasSeconds = reader.place >= Self.timeLength && hour < 24 && second < 60
    let hasPoint = fraction.isEmpty || text[fraction.lowerBound - 1] == UInt8(ascii: ".")
    if isCalendarDate, hasSeconds, hasPoint { kept = reader.place }
    guard readOffset(&reader), reader.isAtEnd, carry() else { return nil }
  }

  /// Characters of `2024-01-15`, and of that with `T10:20:30`.
  private static let dateLength = 10
  private static let timeLength = 19

  /// Appends it, with `T`, seconds and offset filled in.
  func append(to output: inout ByteBuffer) {
    if kept > 0 {
      output.append(text.span, 0..<Self.dateLength)
      output.append(UInt8(ascii: "T"))
      output.append(text.span, Self.dateLength + 1..<kept)
    } else {
      appendParts(to: &output)
    }
    guard let offset else { return output.append(UInt8(ascii: "Z")) }
    output.append(offset.sign)
    output.append(digits: offset.hours, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: offset.minutes, width: 2)
  }

  private func appendParts(to output: inout ByteBuffer) {
    output.append(digits: date.year, width: 4)
    output.append(UInt8(ascii: "-"))
    output.append(digits: date.month, width: 2)
    output.append(UInt8(ascii: "-"))
    output.append(digits: date.day, width: 2)
    output.append(UInt8(ascii: "T"))
    output.append(digits: hour, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: minute, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second, width: 2)
    if !fraction.isEmpty {
      output.append(UInt8(ascii: "."))
      output.append(text.span, fraction)
    }
  }

  private static func date(_ reader: inout DigitReader) -> (CivilDate, isBasic: Bool)? {
    guard let year = reader.number(4) else { return nil }
    let isBasic = !reader.skip("-")
    let date: CivilDate?
    if reader.skip("W") {
      guard let week = reader.number(2), isBasic || reader.skip("-"), let day = reader.number(1)
      else { return nil }
      date = CivilDate(year: year, week: week, dayOfWeek: day)
    } else if reader.digits == 3 {
      // Seven digits alone are a number of seconds.
      guard let day = reader.number(3), !isBasic || !reader.isAtEnd else { return nil }
      date = CivilDate(year: year, dayOfYear: day)
    } else {
      guard let month = reader.number(2), isBasic || reader.skip("-"), let day = reader.number(2)
      else { return nil }
      date = CivilDate(year: year, month: month, day: day)
    }
    guard let date, 0...9999 ~= date.year else { return nil }
    return (date, isBasic)
  }

  private mutating func readTime(_ reader: inout DigitReader, isBasic: Bool) -> Bool {
    guard let hour = reader.number(2), isBasic || reader.skip(":"), let minute = reader.number(2),
      hour <= 24, minute < 60
    else { return false }
    (self.hour, self.minute) = (hour, minute)
    guard isBasic ? reader.digits > 0 : reader.skip(":") else { return true }
    guard let second = reader.number(2), second <= 60 else { return false }
    self.second = second
    guard reader.skip(".") || reader.skip(",") else { return true }
    fraction = reader.allDigits()
    return !fraction.isEmpty
  }

  private mutating func readOffset(_ reader: inout DigitReader) -> Bool {
    if reader.isAtEnd || reader.skip("Z") || reader.skip("z") { return true }
    let sign = reader.skip("+") ? UInt8(ascii: "+") : UInt8(ascii: "-")
    guard sign == UInt8(ascii: "+") || reader.skip("-"), let hours = reader.number(2), hours < 24
    else { return false }
    var minutes = 0
    if reader.skip(":") || !reader.isAtEnd {
      guard let number = reader.number(2), number < 60 else { return false }
      minutes = number
    }
    offset = (sign, hours, minutes)
    return true
  }

  /// Makes the end of a day, and a leap second, what follows it; false if there is no such moment.
  private mutating func carry() -> Bool {
    if hour == 24 {
      let isEnd =
        minute == 0 && second == 0 && text[fraction].allSatisfy { $0 == UInt8(ascii: "0") }
      guard isEnd else { return false }
    }
    guard hour == 24 || second == 60 else { return true }
    let seconds = hour * 3600 + minute * 60 + second
    date = CivilDate(daysSince1970: date.daysSince1970 + seconds / 86_400)
    (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
    return date.year <= 9999
  }
}

/// Reads digits and marks from left to right.
private struct DigitReader {
  private let text: [UInt8]
  private var at = 0

  init(_ text: [UInt8]) { self.text = text }

  var isAtEnd: Bool { at == text.count }

  /// How many characters were taken.
  var place: Int { at }

  /// How many digits follow.
  var digits: Int { text[at...].prefix { $0.isDigit }.count }

  /// Takes a number of so many digits.
  mutating func number(_ width: Int) -> Int? {
    guard at + width <= text.count else { return nil }
    var value = 0
    for index in at..<at + width {
      guard text[index].isDigit else { return nil }
      value = value * 10 + Int(text[index] &- UInt8(ascii: "0"))
    }
    at += width
    return value
  }

  /// Takes all digits that follow; where they stand.
  mutating func allDigits() -> Range<Int> {
    let start = at
    at += digits
    return start..<at
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }
}
