import Segment
import Testing

struct NearestTests {
  static let names = [
    "user_id", "anonymous_id", "event", "properties", "traits", "write_key", "group_id",
    "timeout", "timestamp", "concurrency", "set", "step",
  ]

  @Test(arguments: [
    ("user_id", "user_id"),
    ("userId", "user_id"),
    ("USER-ID", "user_id"),
    ("conurrency", "concurrency"),
    ("evnet", "event"),
    ("propertys", "properties"),
    ("trait", "traits"),
    ("timout", "timeout"),
    ("conc", "concurrency"),
    ("ste", "set"),
  ])
  func findsTheNearest(word: String, expected: String) {
    #expect(nearest(word, in: Self.names) == expected)
  }

  @Test(arguments: [
    "", "-", "x", "colour", "tr", "identify", String(repeating: "event", count: 99),
  ])
  func findsNothingFarAway(word: String) {
    #expect(nearest(word, in: Self.names) == nil)
  }

  @Test func countsASwapOfNeighboursOnce() {
    #expect(nearest("pgae", in: ["page"]) == "page")
    #expect(nearest("gpea", in: ["page"]) == nil)
  }

  @Test func takesTheClosestThenTheFirst() {
    #expect(nearest("grouq", in: ["croup", "group"]) == "group")
    #expect(nearest("bat", in: ["cat", "hat"]) == "cat")
  }

  @Test func findsNothingAmongNoCandidates() {
    #expect(nearest("event", in: []) == nil)
  }
}
