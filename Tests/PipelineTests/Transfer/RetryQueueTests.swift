import Testing

@testable import Pipeline

@Suite struct RetryQueueTests {
  private func event(_ number: Int) -> Event {
    let event = Event()
    event.attempts = number
    return event
  }

  @Test func isEmptyAtFirst() {
    var queue = RetryQueue()
    #expect(queue.nextDue == nil)
    #expect(queue.popDue(now: .max) == nil)
    #expect(queue.removeAll().isEmpty)
  }

  @Test func givesWhatIsDueInTheOrderOfTime() {
    var queue = RetryQueue()
    for due in [5, 1, 4, 2, 3] { queue.add(event(due), due: due) }
    #expect(queue.nextDue == 1)
    #expect(queue.popDue(now: 0) == nil)
    #expect((1...3).map { _ in queue.popDue(now: 3)?.attempts } == [1, 2, 3])
    #expect(queue.popDue(now: 3) == nil)
    #expect(queue.nextDue == 4)
    #expect(queue.removeAll().map(\.attempts) == [4, 5])
    #expect(queue.nextDue == nil)
  }

  @Test func keepsTheOrderOfThoseDueAtOnce() {
    var queue = RetryQueue()
    for number in 0..<100 { queue.add(event(number), due: number % 3) }
    var numbers: [Int] = []
    while let event = queue.popDue(now: 2) { numbers.append(event.attempts) }
    #expect(numbers == (0..<3).flatMap { due in (0..<100).filter { $0 % 3 == due } })
  }
}
