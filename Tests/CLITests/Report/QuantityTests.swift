import Testing

@testable import CLI

struct QuantityTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
    (-100, "-100"),
  ])
  func groupsDigits(number: Int, text: String) {
    #expect(Quantity.count(number) == text)
  }

  @Test(arguments: [
    (0, "0:00"), (7, "0:07"), (65, "1:05"), (3599, "59:59"), (3600, "1:00:00"),
    (36_305, "10:05:05"),
  ])
  func showsTimesAsClocksDo(seconds: Int, text: String) {
    #expect(Quantity.clock(seconds: seconds) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (1_550_000, "1.6 MB"), (3_200_000_000, "3.2 GB"),
    (5_000_000_000_000_000, "5000.0 TB"),
  ])
  func showsBytes(count: Int, text: String) {
    #expect(Quantity.bytes(count) == text)
  }

  @Test func showsTimesAndRates() {
    #expect(Quantity.milliseconds(0.84) == "0.8 ms")
    #expect(Quantity.milliseconds(1234) == "1.2 s")
    #expect(Quantity.perSecond(0.5) == "0.5/s")
    #expect(Quantity.perSecond(12_345.6) == "12,346/s")
    #expect(Quantity.oneDecimal(.infinity) == "0.0")
  }
}
