import Testing

@testable import HTTP

@Suite struct RetryAfterTests {
  /// 1994-11-06T08:49:37Z.
  private let moment = 784_111_777

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func countsFromNowToADate(date: String) {
    #expect(RetryAfter.seconds(date, now: moment - 60) == 60)
    #expect(RetryAfter.seconds(" \t\(date) \r\n", now: moment) == 0)
    #expect(RetryAfter.seconds(date, now: moment + 1) == 0)
  }

  @Test func takesNumbersOfAnySize() {
    #expect(RetryAfter.seconds("007", now: moment) == 7)
    #expect(RetryAfter.seconds("99999999999999999999999", now: moment) == .max)
  }
}
