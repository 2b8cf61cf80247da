import Segment
import Testing

struct RepeatedIDsTests {
  private func id(_ number: Int) -> [UInt8] { Array("id-\(number)".utf8) }

  @Test func countsWhatOccurredBefore() {
    var ids = RepeatedIDs()
    for number in 1...1000 { ids.add(id(number).span) }
    #expect(ids.count == 0)
    for number in 1...1000 { ids.add(id(number).span) }
    #expect(ids.count == 1000)
  }

  @Test func knowsTheLastHundredThousand() {
    var ids = RepeatedIDs()
    for number in 1...250_000 { ids.add(id(number).span) }
    #expect(ids.count == 0)
    let (recent, old) = (ids.add(id(150_001).span), ids.add(id(1).span))
    #expect(recent)
    #expect(!old)
  }
}
