import Synchronization
import TestSupport
import Testing
import Threads

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct AllowanceTests {
  private static let byteLimit = 64 << 20

  /// Acquires on a thread of its own.
  private final class Acquiring: Sendable {
    private let isDone = Mutex(false)

    func start(_ allowance: Allowance, bytes: Int = 1) throws -> Thread {
      try Thread {
        allowance.acquire(events: 1, bytes: bytes)
        self.isDone.withLock { $0 = true }
      }
    }

    var ended: Bool { isDone.withLock { $0 } }

    /// Whether it still waits after it has had ample time not to.
    var waits: Bool { !eventually(within: 0.05) { ended } }
  }

  /// Events go to the writer, which gives them back.
  private func write(_ allowance: Allowance, events: Int, bytes: Int) -> Bool {
    allowance.handOn(events: events)
    return allowance.release(events: events, bytes: bytes)
  }

  @Test(arguments: [0, 1, 16, 1024, 5000]) func holdsSoManyEvents(inFlight: Int) throws {
    let limit = inFlight == 0 ? 1024 : max(4096, inFlight)
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: inFlight)
    for _ in 1...limit { allowance.acquire(events: 1, bytes: 1) }
    let acquiring = Acquiring()
    let thread = try acquiring.start(allowance)
    #expect(acquiring.waits)
    _ = write(allowance, events: 1, bytes: 1)
    thread.join()
    #expect(acquiring.ended)
  }

  @Test func holdsSoManyBytes() throws {
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: 2)
    allowance.acquire(events: 100, bytes: Self.byteLimit - 1)
    allowance.acquire(events: 1, bytes: 1)
    let acquiring = Acquiring()
    let thread = try acquiring.start(allowance)
    #expect(acquiring.waits)
    _ = write(allowance, events: 1, bytes: 1)
    thread.join()
    #expect(acquiring.ended)
  }

  @Test func holdsOneHoweverLarge() throws {
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: 3)
    allowance.acquire(events: 1, bytes: 2 * Self.byteLimit)
    let acquiring = Acquiring()
    let thread = try acquiring.start(allowance)
    #expect(acquiring.waits)
    _ = write(allowance, events: 1, bytes: 2 * Self.byteLimit)
    thread.join()
    #expect(acquiring.ended)
  }

  @Test func countsWhatEventsGrowBy() throws {
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: 1)
    allowance.acquire(events: 2, bytes: 10)
    allowance.charge(bytes: Self.byteLimit)
    #expect(allowance.standing.bytes == Self.byteLimit + 10)
    let acquiring = Acquiring()
    let thread = try acquiring.start(allowance)
    #expect(acquiring.waits)
    allowance.charge(bytes: -Self.byteLimit)
    thread.join()
    #expect(acquiring.ended)
  }

  @Test func tellsOfAReleaseThatWasWanted() {
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: 1)
    allowance.acquire(events: 3, bytes: 30)
    #expect(!write(allowance, events: 1, bytes: 10))
    #expect(!allowance.want(since: 30))
    #expect(allowance.want(since: 20))
    #expect(write(allowance, events: 1, bytes: 10))
    #expect(!write(allowance, events: 1, bytes: 10))
  }

  @Test func letsAllGoWhenItIsClosed() throws {
    let allowance = Allowance(bytes: Self.byteLimit, inFlight: 1)
    allowance.acquire(events: 4096, bytes: 0)
    let acquiring = Acquiring()
    let thread = try acquiring.start(allowance)
    #expect(acquiring.waits)
    allowance.close()
    thread.join()
    #expect(acquiring.ended)
    allowance.acquire(events: 1, bytes: 1)
  }
}
