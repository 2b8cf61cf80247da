import Testing

@testable import Pipeline
@testable import Segment

@Suite struct ReleaseOrderTests {
  private static let call = Call(operation: .track, messageID: 0..<0, sentAt: 0)

  /// Events that were read so, numbered from 0.
  private func events(_ readings: Event.Reading...) -> [Event] {
    readings.enumerated().map { number, reading in
      let event = Event()
      event.number = number
      event.read(reading)
      return event
    }
  }

  private func waiting(_ count: Int) -> [Event] {
    (0..<count).flatMap { number in
      let events = events(.waiting(Self.call))
      events[0].number = number
      return events
    }
  }

  private func end(_ event: Event, _ order: inout ReleaseOrder) {
    event.settle(.notSent, Progress(), batchSize: nil, now: 0)
    order.finish(event)
  }

  private func release(_ order: inout ReleaseOrder) -> [Int] {
    var released: [Event] = []
    order.release(into: &released)
    return released.map(\.number)
  }

  @Test func keepsTheOrderOfTheInput() {
    var order = ReleaseOrder(isOrdered: true)
    let events = waiting(4)
    for event in events { order.add(event) }
    #expect(release(&order) == [])
    end(events[1], &order)
    end(events[3], &order)
    #expect(release(&order) == [])
    end(events[0], &order)
    #expect(release(&order) == [0, 1])
    #expect(release(&order) == [])
    end(events[2], &order)
    #expect(release(&order) == [2, 3])
  }

  @Test func keepsEventsWithoutCallsInTheirPlace() {
    var order = ReleaseOrder(isOrdered: true)
    let events = events(.unchanged, .waiting(Self.call), .refused(.notAnObject(.null, line: 1)))
    for event in events { order.add(event) }
    #expect(release(&order) == [0])
    end(events[1], &order)
    #expect(release(&order) == [1, 2])
  }

  @Test func letsEventsGoAsTheyAreDone() {
    var order = ReleaseOrder(isOrdered: false)
    let wait = Event.Reading.waiting(Self.call)
    let events = events(wait, wait, .unchanged, wait)
    for event in events { order.add(event) }
    #expect(release(&order) == [2])
    end(events[3], &order)
    end(events[0], &order)
    #expect(release(&order) == [3, 0])
    end(events[1], &order)
    #expect(release(&order) == [1])
    #expect(release(&order) == [])
  }

  @Test func keepsWhatStandsBehindAnEventThatIsHeld() {
    var order = ReleaseOrder(isOrdered: true)
    let events = waiting(4)
    for event in events { order.add(event) }
    order.hold(from: events[2])
    order.hold(from: events[3])
    #expect(order.limit == 2)
    for event in events { end(event, &order) }
    #expect(release(&order) == [0, 1])
    #expect(release(&order) == [])
  }

  @Test func addsToWhatIsReleased() {
    var order = ReleaseOrder(isOrdered: true)
    for event in events(.unchanged, .unchanged) { order.add(event) }
    var released = waiting(1)
    order.release(into: &released)
    #expect(released.map(\.number) == [0, 0, 1])
  }
}
