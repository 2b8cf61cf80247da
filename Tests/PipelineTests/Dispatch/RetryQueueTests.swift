import Testing

@testable import Pipeline

@Suite struct RetryQueueTests {
  private func payload(_ number: Int) -> Payload {
    let event = Event()
    event.progress.attempts = number
    return .event(event)
  }

  @Test func isEmptyAtFirst() {
    var queue = RetryQueue()
    #expect(queue.nextDue == nil)
    #expect(queue.popDue(now: .max) == nil)
    #expect(queue.removeAll().isEmpty)
  }

  @Test func givesWhatIsDueInTheOrderOfTime() {
    var queue = RetryQueue()
    for due in [5, 1, 4, 2, 3] { queue.add(payload(due), due: due) }
    #expect(queue.nextDue == 1)
    #expect(queue.popDue(now: 0) == nil)
    #expect((1...3).map { _ in queue.popDue(now: 3)?.call.progress.attempts } == [1, 2, 3])
    #expect(queue.popDue(now: 3) == nil)
    #expect(queue.nextDue == 4)
    #expect(queue.removeAll().map(\.call.progress.attempts) == [4, 5])
    #expect(queue.nextDue == nil)
  }

  @Test func makesAllDueAtOnce() {
    var queue = RetryQueue()
    for due in [5, 1, 4, 2, 3] { queue.add(payload(due), due: due) }
    queue.advance(to: 2)
    var numbers: [Int] = []
    while let next = queue.popDue(now: 2) { numbers.append(next.call.progress.attempts) }
    #expect(numbers == [1, 2, 3, 4, 5])
  }

  @Test func keepsTheOrderOfThoseDueAtOnce() {
    var queue = RetryQueue()
    for number in 0..<100 { queue.add(payload(number), due: number % 3) }
    var numbers: [Int] = []
    while let next = queue.popDue(now: 2) { numbers.append(next.call.progress.attempts) }
    #expect(numbers == (0..<3).flatMap { due in (0..<100).filter { $0 % 3 == due } })
  }
}
