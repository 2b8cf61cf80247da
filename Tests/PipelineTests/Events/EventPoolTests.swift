import JSON
import Segment
import Testing

@testable import Pipeline

@Suite struct EventPoolTests {
  @Test func makesNewEvents() {
    let pool = EventPool(limit: 4096)
    var stock: [Event] = []
    pool.fill(&stock)
    #expect(!stock.isEmpty)
    #expect(Set(stock.map { ObjectIdentifier($0) }).count == stock.count)
  }

  @Test func givesEventsBackEmpty() throws {
    let pool = EventPool(limit: 4096)
    let event = Event()
    event.line.append("12")
    event.body.append("3")
    event.response = [UInt8](repeating: 1, count: 100_000)
    event.read(.refused(.notAnObject(.null, line: 1)))
    event.progress.attempts = 2
    event.heldBytes = 7
    event.progress.lastResult = .notSent
    var spent = [event]
    pool.put(&spent)
    #expect(spent.isEmpty)
    var stock: [Event] = []
    pool.fill(&stock)
    #expect(stock.count == 1)
    let again = try #require(stock.first)
    #expect(again === event)
    #expect(again.line.count == 0 && again.body.count == 0 && again.response.isEmpty)
    #expect(again.response.capacity == 0)
    #expect(again.progress.attempts == 0 && again.heldBytes == 0)
    #expect(again.progress.lastResult == nil && again.splice == nil)
    #expect(again.stage == .empty && again.refusal == nil && again.result == nil)
  }

  @Test func keepsABoundedNumber() {
    let pool = EventPool(limit: 4096)
    weak var last: Event?
    var spent = (0..<5000).map { _ in Event() }
    last = spent.last
    pool.put(&spent)
    #expect(last == nil)
    var stock: [Event] = []
    pool.fill(&stock)
    #expect(stock.count == 4096)
    pool.put(&stock)
    stock = []
    var more = [Event(), Event()]
    pool.put(&more)
    pool.fill(&stock)
    #expect(stock.count == 4096)
  }
}
