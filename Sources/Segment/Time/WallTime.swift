import JSON

import JSON

/// A moment in UTC, to the millisecond.
public struct WallTime: Equatable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; years 0 to 9999 have a text form.
  public let milliseconds: Int

  /// Makes a moment from milliseconds since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// The day, in days since 1970.
  var day: Int { writable.flooredQuotient(86_400_000) }

  /// The nearest moment that can be written.
  private var writable: Int {
    min(max(milliseconds, Self.representable.lowerBound), Self.representable.upperBound)
  }

  /// The moments that can be written with four digits for the year.
  static let representable = -62_167_219_200_000...253_402_300_799_999

  /// Bytes in the text form, `2024-01-15T10:00:00.000Z`.
  public static let textLength = 24

  /// Appends the moment as ISO 8601 with milliseconds, `textLength` bytes.
  ///
  /// A moment outside of the years 0 to 9999 is written as the nearest one inside.
  public func append(to output: inout ByteBuffer) {
    appendDay(to: &output)
    appendTimeOfDay(to: &output)
  }

  /// Appends the day and the `T` behind it.
  func appendDay(to output: inout ByteBuffer) {
    let date = CivilDate(daysSince1970: day)
    output.append(digits: date.year, width: 4)
    output.append(UInt8(ascii: "-"))
    output.append(digits: date.month, width: 2)
    output.append(UInt8(ascii: "-"))
    output.append(digits: date.day, width: 2)
    output.append(UInt8(ascii: "T"))
  }

  /// Appends what follows that.
  func appendTimeOfDay(to output: inout ByteBuffer) {
    let millisecond = UInt32(truncatingIfNeeded: writable - day * 86_400_000)
    let second = millisecond / 1000
    output.append(digits: second / 3600, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second / 60 % 60, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(digits: second % 60, width: 2)
    output.append(UInt8(ascii: "."))
    output.append(digits: millisecond % 1000, width: 3)
    output.append(UInt8(ascii: "Z"))
  }
}
