import Testing

@testable import Pipeline
@testable import Segment

@Suite struct ReleaseOrderTests {
  private static let call = Call(operation: .track, messageID: 0..<0, sentAt: 0)

  private func waiting(_ count: Int) -> [Event] {
    (0..<count).map { number in
      let event = Event()
      event.attempts = number
      event.state = .waiting(Self.call)
      return event
    }
  }

  private func end(_ event: Event, _ order: inout ReleaseOrder) {
    event.state = .dry(Self.call)
    order.finish(event)
  }

  private func release(_ order: inout ReleaseOrder) -> [Int] {
    var released: [Event] = []
    order.release(into: &released)
    return released.map(\.attempts)
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
    let events = waiting(3)
    events[0].state = .unchanged
    events[2].state = .refused(.invalidJSON)
    for event in events { order.add(event) }
    #expect(release(&order) == [0])
    end(events[1], &order)
    #expect(release(&order) == [1, 2])
  }

  @Test func letsEventsGoAsTheyAreDone() {
    var order = ReleaseOrder(isOrdered: false)
    let events = waiting(4)
    events[2].state = .unchanged
    for event in events { order.add(event) }
    #expect(release(&order) == [2])
    end(events[3], &order)
    end(events[0], &order)
    #expect(release(&order) == [3, 0])
    end(events[1], &order)
    #expect(release(&order) == [1])
    #expect(release(&order) == [])
  }

  @Test func addsToWhatIsReleased() {
    var order = ReleaseOrder(isOrdered: true)
    let events = waiting(2)
    for event in events {
      event.state = .unchanged
      order.add(event)
    }
    var released = waiting(1)
    order.release(into: &released)
    #expect(released.map(\.attempts) == [0, 0, 1])
  }
}
