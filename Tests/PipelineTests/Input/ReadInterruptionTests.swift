import TestSupport
import Testing
import Threads

@testable import Pipeline

@Suite(.timeLimit(.minutes(5))) struct ReadInterruptionTests {
  @Test func endsAReadThatWaits() throws {
    let pipe = try Pipe()
    let interruption = ReadInterruption()
    let isReading = Monitor(false)
    let result = Lock(InputBuffer.ReadResult?.none)
    let thread = try Thread {
      var buffer = InputBuffer(limit: 100)
      let outcome = interruption.during {
        isReading.update { isReading in
          isReading = true
          return ((), true)
        }
        return buffer.read(from: pipe.readEnd)
      }
      result.withLock { $0 = outcome }
    }
    isReading.wait { $0 ? () : nil }
    interruption.stop()
    thread.join()
    #expect(result.withLock { $0 } == .some(.some(0)))
  }

  @Test func letsNoReadBegin() {
    let interruption = ReadInterruption()
    interruption.stop()
    #expect(interruption.during { true } == nil)
  }

  @Test func letsAReadBeThatDoesNotWait() {
    #expect(ReadInterruption().during { 7 } == 7)
  }
}
