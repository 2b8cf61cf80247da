import Testing

@testable import CLI

struct TimeSpanTests {
  @Test(arguments: [
    ("90s", 90_000), ("2h", 7_200_000), ("1h30m", 5_400_000), ("500ms", 500), ("90", 90_000),
    ("0.5s", 500), ("1.5", 1500), ("1d", 86_400_000), ("1d1ms", 86_400_001), ("0", 0),
  ])
  func reads(text: String, milliseconds: Int) {
    #expect(TimeSpan.milliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", "s", "-1s", "1 s", "1h30", "30 ", "1.s", ".5s", "1.2.3s", "1e3", "1w", "1S", "inf", "nan",
    "0x10", "99999999999999999999d", "1m-",
  ])
  func refuses(text: String) {
    #expect(TimeSpan.milliseconds(text) == nil)
  }
}
