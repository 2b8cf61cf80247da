import HTTP
import Threads

/// What connects the threads of a run.
final class Wiring: Sendable {
  let incoming = Handover<Event>()
  let outgoing = Handover<Event>()
  let pool: EventPool
  let stop: StopControl
  let allowance: Allowance
  /// Gets the reader out of a read that waits.
  let reading = ReadInterruption()
  /// What wakes each transfer loop.
  let wakers: [Waker]
  /// What the reader said when it ended.
  let inputReport = Monitor(InputReport(end: .stopped, lines: 0, blankLines: 0, bytes: 0))

  init(stop: StopControl, allowance: Allowance, wakers: [Waker]) {
    self.stop = stop
    self.allowance = allowance
    pool = EventPool(limit: allowance.eventLimit)
    self.wakers = wakers
  }

  /// Wakes the transfer loop that takes what the reader has read; it wakes others to help it.
  func wakeForInput() { wakers[0].wake() }

  /// Asks all threads to stop, and wakes those that wait.
  func stopRun(_ reason: StopReason) {
    stop.stop(reason)
    allowance.close()
    for waker in wakers { waker.wake() }
    reading.stop()
  }
}
