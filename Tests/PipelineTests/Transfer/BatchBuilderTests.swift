import HTTP
import Segment
import Testing

@testable import Pipeline

struct BatchBuilderTests {
  private func event(bytes: Int) -> Event {
    let event = Event()
    event.body = Array(repeating: UInt8(ascii: "1"), count: bytes)
    return event
  }

  private func sizes(_ ready: FIFO<Event>) -> [Int] {
    var ready = ready
    var sizes: [Int] = []
    while let batch = ready.popFirst() { sizes.append(batch.members.count) }
    return sizes
  }

  @Test func closesABatchThatIsFull() {
    var builder = BatchBuilder(eventLimit: 3, linger: 100)
    var ready = FIFO<Event>()
    for now in 1...7 { builder.add(event(bytes: 10), now: now, ready: &ready) }
    #expect(sizes(ready) == [3, 3])
    // The seventh has begun a batch, which goes out when it has waited long enough.
    #expect(builder.due == 107)
    builder.close(into: &ready)
    #expect(sizes(ready) == [3, 3, 1])
    #expect(builder.due == nil)
    builder.close(into: &ready)
    #expect(ready.count == 3)
  }

  @Test func closesABatchBeforeItIsTooLarge() {
    var builder = BatchBuilder(eventLimit: 2500, linger: 100)
    var ready = FIFO<Event>()
    for _ in 1...40 { builder.add(event(bytes: 32_000), now: 0, ready: &ready) }
    builder.close(into: &ready)
    #expect(sizes(ready) == [15, 15, 10])
    #expect(ready.first.map { $0.body.count <= BatchBody.byteLimit } == true)
  }

  @Test func halvesKeepTheOrderAndTheHistory() {
    var builder = BatchBuilder(eventLimit: 5, linger: 0)
    var ready = FIFO<Event>()
    for size in 1...5 { builder.add(event(bytes: size), now: 0, ready: &ready) }
    guard let batch = ready.popFirst() else {
      Issue.record("no batch")
      return
    }
    batch.attempts = 2
    batch.firstAttempt = 77
    let halves = builder.halves(of: batch)
    #expect(halves.map { $0.members.map(\.body.count) } == [[1, 2], [3, 4, 5]])
    #expect(halves.allSatisfy { $0.attempts == 2 && $0.firstAttempt == 77 && $0.retries == 0 })
    #expect(
      String(decoding: halves[0].body, as: UTF8.self).hasPrefix(#"{"batch":[1,11],"sentAt":""#))
  }

  @Test func usesTheMemoryOfBatchesAgain() {
    var builder = BatchBuilder(eventLimit: 1, linger: 0)
    var ready = FIFO<Event>()
    builder.add(event(bytes: 1), now: 0, ready: &ready)
    let first = ready.popFirst()
    if let first { builder.reuse(first) }
    builder.add(event(bytes: 2), now: 0, ready: &ready)
    #expect(ready.first === first)
    #expect(ready.first?.members.count == 1)
  }
}
