/// A day of the proleptic Gregorian calendar.
struct CivilDate: Equatable {
  let year: Int
  let month: Int
  let day: Int

  /// A day by its month and day in it; nil if there is none.
  init?(year: Int, month: Int, day: Int) {
    guard 1...12 ~= month, 1...Self.days(inMonth: month, ofYear: year) ~= day else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// A day by its number in the year, from 1; nil if there is none.
  init?(year: Int, dayOfYear: Int) {
    guard 1...(Self.isLeap(year) ? 366 : 365) ~= dayOfYear else { return nil }
    self.init(daysSince1970: Self.newYear(year) + dayOfYear - 1)
  }

  /// A day by its week of ISO 8601, from 1, and its number in that, from 1 for Monday; nil if there is
  /// none. The first week is that of 4 January.
  init?(year: Int, week: Int, dayOfWeek: Int) {
    let first = Self.firstMonday(year)
    let days = first + 7 * (week - 1) + dayOfWeek - 1
    guard week >= 1, 1...7 ~= dayOfWeek, days < Self.firstMonday(year + 1) else { return nil }
    self.init(daysSince1970: days)
  }

  /// The day that lies this many days after 1970-01-01.
  ///
  /// Counts in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
  init(daysSince1970: Int) {
    let shifted = daysSince1970 + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// How many days it lies after 1970-01-01.
  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.flooredQuotient(400)
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The number of days of a month, 1 to 12.
  static func days(inMonth month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The first day of a year, in days since 1970.
  private static func newYear(_ year: Int) -> Int {
    let years = year - 1
    return years * 365 + years.flooredQuotient(4) - years.flooredQuotient(100)
      + years.flooredQuotient(400) - 719_162
  }

  /// The Monday of a year's first week, in days since 1970, which began on a Thursday.
  private static func firstMonday(_ year: Int) -> Int {
    let fourth = newYear(year) + 3
    return fourth - (fourth + 3 - (fourth + 3).flooredQuotient(7) * 7)
  }
}

extension Int {
  func flooredQuotient(_ divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
