import Synchronization
import Testing

import Threads

@Suite(.timeLimit(.minutes(5))) struct HandoverTests {
  @Test func movesAllItemsInOrder() {
    let handover = Handover<Int>()
    var items = [1, 2]
    #expect(handover.put(&items))
    #expect(items.isEmpty)
    items = [3]
    #expect(!handover.put(&items))
    #expect(items.isEmpty)
    var taken: [Int] = []
    #expect(handover.take(into: &taken))
    #expect(taken == [1, 2, 3])
    taken = []
    #expect(handover.take(into: &taken))
    #expect(taken.isEmpty)
    items = [4]
    #expect(handover.put(&items))
  }

  @Test func takesNoteOfNothing() {
    let handover = Handover<Int>()
    var none: [Int] = []
    #expect(!handover.put(&none))
  }

  @Test func givesTheLastItemsWhenItIsFinished() {
    let handover = Handover<Int>()
    var items = [1]
    handover.put(&items)
    handover.finish()
    var taken: [Int] = []
    #expect(!handover.take(into: &taken))
    #expect(taken == [1])
    taken = []
    #expect(!handover.take(into: &taken))
    #expect(!handover.waitAndTake(into: &taken))
    #expect(taken.isEmpty)
  }

  @Test func waitsForItemsAndForTheEnd() throws {
    let handover = Handover<Int>()
    let collected = Collected()
    let taker = try Thread {
      var taken: [Int] = []
      while handover.waitAndTake(into: &taken) {
        collected.items.withLock { $0 += taken }
        taken.removeAll(keepingCapacity: true)
      }
    }
    for start in stride(from: 0, to: 20_000, by: 10) {
      var items = Array(start..<start + 10)
      handover.put(&items)
    }
    handover.finish()
    taker.join()
    #expect(collected.items.withLock { $0 } == Array(0..<20_000))
  }

  private final class Collected: Sendable {
    let items = Mutex<[Int]>([])
  }
}
