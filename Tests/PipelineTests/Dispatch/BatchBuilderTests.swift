import HTTP
import JSON
import Segment
import Testing
import Threads

@testable import Pipeline

struct BatchBuilderTests {
  private func event(bytes: Int) -> Event {
    let event = Event()
    event.body.append(contentsOf: repeatElement(UInt8(ascii: "1"), count: bytes))
    return event
  }

  private func sizes(_ ready: FIFO<Payload>) -> [Int] {
    var ready = ready
    var sizes: [Int] = []
    while let batch = ready.popFirst() { sizes.append(batch.count) }
    return sizes
  }

  private func batch(_ payload: Payload?) -> Batch? {
    if case .batch(let batch) = payload { batch } else { nil }
  }

  @Test func closesABatchThatIsFull() {
    var builder = BatchBuilder(Frames.plain, eventLimit: 3, linger: 100)
    var ready = FIFO<Payload>()
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
    var builder = BatchBuilder(Frames.plain, eventLimit: 2500, linger: 100)
    var ready = FIFO<Payload>()
    for _ in 1...40 { builder.add(event(bytes: 32_000), now: 0, ready: &ready) }
    builder.close(into: &ready)
    #expect(sizes(ready) == [15, 15, 10])
    #expect(ready.first.map { $0.call.body.count <= BatchBody.byteLimit } == true)
  }

  @Test func halvesKeepTheOrderAndTheHistory() throws {
    var builder = BatchBuilder(Frames.plain, eventLimit: 5, linger: 0)
    var ready = FIFO<Payload>()
    for size in 1...5 { builder.add(event(bytes: size), now: 0, ready: &ready) }
    let batch = try #require(self.batch(ready.popFirst()))
    batch.progress.attempts = 2
    batch.progress.retries = 3
    batch.progress.firstStart = 77
    let halves = builder.halve(batch)
    #expect(halves.map { $0.members.map { $0.body.count } } == [[1, 2], [3, 4, 5]])
    #expect(halves.allSatisfy { $0.progress.attempts == 2 && $0.progress.firstStart == 77 })
    #expect(halves.allSatisfy { $0.progress.retries == 0 })
    #expect(
      String(halves[0].body).hasPrefix(#"{"batch":[1,11],"sentAt":""#))
  }

  @Test func usesTheMemoryOfBatchesAgain() throws {
    var builder = BatchBuilder(Frames.plain, eventLimit: 1, linger: 0)
    var ready = FIFO<Payload>()
    builder.add(event(bytes: 1), now: 0, ready: &ready)
    let first = try #require(self.batch(ready.popFirst()))
    builder.reuse(first)
    builder.add(event(bytes: 2), now: 0, ready: &ready)
    #expect(batch(ready.first) === first)
    #expect(first.members.count == 1)
  }
}
