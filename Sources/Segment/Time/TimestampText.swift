import JSON

/// Reads the forms that a `timestamp` may have and writes them as ISO 8601.
///
/// Taken are what `ISO8601Time` reads, and a number of seconds or, from 10^11 on, milliseconds since
/// 1970. Eight digits that are a day of the years 1900 to 2099 are that: as seconds they would lie in
/// August or September of 1970.
enum TimestampText {
  /// From here on a number counts milliseconds: as seconds it would lie after the year 5138, as
  /// milliseconds this is in 1973.
  private static let firstMillisecondCount = 1e11

  /// Appends a timestamp as ISO 8601; false, with nothing appended, if `text` is none.
  ///
  /// - Parameter writer: what writes numbers of seconds or milliseconds.
  static func append(
    _ text: Span<UInt8>, _ writer: inout TimeText, to output: inout ByteBuffer
  ) -> Bool {
    // Most logs have these; no other form of so many digits alone is a time.
    if text.count > 8, let time = wholeEpochTime(text) {
      writer.append(time, to: &output)
      return true
    }
    if let time = ISO8601Time(Array(text)) {
      time.append(to: &output)
      return true
    }
    guard let time = epochTime(text) else { return false }
    writer.append(time, to: &output)
    return true
  }

  private static func epochTime(_ text: Span<UInt8>) -> WallTime? {
    if let time = wholeEpochTime(text) { return time }
    let text = Array(text)
    guard text.allSatisfy(isNumberByte), let number = Double(String(decoding: text, as: UTF8.self))
    else { return nil }
    let milliseconds = abs(number) < firstMillisecondCount ? number * 1000 : number
    return Int(exactly: milliseconds.rounded()).flatMap(representable)
  }

  private static func wholeEpochTime(_ text: Span<UInt8>) -> WallTime? {
    // More digits than 15 are no time that can be written.
    guard text.count <= 15, let whole = text.wholeNumber else { return nil }
    let isSeconds = whole < Int(firstMillisecondCount)
    return representable(isSeconds ? whole * 1000 : whole)
  }

  private static func representable(_ milliseconds: Int) -> WallTime? {
    WallTime.representable ~= milliseconds ? WallTime(milliseconds: milliseconds) : nil
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte | 0x20 == UInt8(ascii: "e")
  }
}
