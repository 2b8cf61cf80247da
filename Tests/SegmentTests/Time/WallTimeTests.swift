import JSON
import Testing

@testable import Segment

struct WallTimeTests {
  private func text(_ milliseconds: Int) -> String {
    var output = ByteBuffer()
    WallTime(milliseconds: milliseconds).append(to: &output)
    #expect(output.count == WallTime.textLength)
    return String(output)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    (1_705_312_800_123, "2024-01-15T10:00:00.123Z"),
    (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
    (1_709_251_199_999, "2024-02-29T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
    (-2_203_891_200_001, "1900-02-28T23:59:59.999Z"),
    (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
    (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    (-62_162_035_200_001, "0000-02-29T23:59:59.999Z"),
    (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ])
  func isWrittenAsISO8601(milliseconds: Int, expected: String) {
    #expect(text(milliseconds) == expected)
  }

  @Test(arguments: [Int.max, 253_402_300_800_000])
  func isWrittenAsTheLastMomentIfLater(milliseconds: Int) {
    #expect(text(milliseconds) == "9999-12-31T23:59:59.999Z")
  }

  @Test(arguments: [Int.min, -62_167_219_200_001])
  func isWrittenAsTheFirstMomentIfEarlier(milliseconds: Int) {
    #expect(text(milliseconds) == "0000-01-01T00:00:00.000Z")
  }

  @Test func countsEveryDayOfFourHundredYears() {
    var expected = (year: 1970, month: 1, day: 1)
    for day in 0..<146_097 {
      let date = CivilDate(daysSince1970: day)
      let found = (year: date.year, month: date.month, day: date.day)
      guard found == expected else {
        Issue.record("day \(day) is \(found), expected \(expected)")
        return
      }
      expected.day += 1
      if expected.day > CivilDate.days(inMonth: expected.month, ofYear: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
      }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
    #expect(expected == (2370, 1, 1))
  }
}
