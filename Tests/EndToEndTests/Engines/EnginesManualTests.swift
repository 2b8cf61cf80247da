import TestSupport
import Testing

/// The manual of the engines.
struct EnginesManualTests {
  @Test func eachRecipeHasItsTest() throws {
    #expect(
      try EnginesManual.recipes().keys.sorted() == [
        "kafka", "nginx", "parallel", "redis", "spark", "spark-streaming", "split",
      ])
  }
}
