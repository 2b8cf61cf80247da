import TestSupport
import Testing
import Threads

@Suite(.timeLimit(.minutes(5))) struct MonitorTests {
  @Test func wakesWhoeverWaits() throws {
    let monitor = Monitor(0)
    let thread = try Thread {
      for _ in 1...3 { monitor.update { ($0 += 1, true) } }
    }
    monitor.wait { $0 == 3 ? () : nil }
    thread.join()
  }

  @Test func waitsNoLongerThanItIsTold() {
    let monitor = Monitor(false)
    let start = ContinuousClock.now
    #expect(!monitor.wait(milliseconds: 30, for: { $0 }))
    #expect(ContinuousClock.now - start >= .milliseconds(30))
    #expect(!monitor.wait(milliseconds: 0, for: { $0 }))
  }

  @Test func aConditionThatHoldsIsNotWaitedFor() {
    #expect(Monitor(true).wait(milliseconds: 1_000_000_000, for: { $0 }))
  }

  @Test func whoeverWaitsForATimeIsWokenBeforeIt() throws {
    let monitor = Monitor(false)
    let thread = try Thread {
      monitor.update {
        $0 = true
        return ((), true)
      }
    }
    #expect(monitor.wait(milliseconds: 1_000_000_000, for: { $0 }))
    thread.join()
  }
}
