import Testing

@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct StopControlTests {
  private func isReadable(_ descriptor: CInt) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  @Test func becomesReadableOnce() throws {
    let stop = try StopControl()
    #expect(stop.reason == nil)
    #expect(!isReadable(stop.descriptor))
    stop.stop(.callFailed)
    #expect(stop.reason == .callFailed)
    #expect(isReadable(stop.descriptor))
    stop.stop(.callFailed)
    #expect(isReadable(stop.descriptor))
  }

  @Test(arguments: [
    (StopReason.callFailed, StopReason.signal(2), StopReason.callFailed),
    (.callFailed, .outputClosed, .outputClosed),
    (.signal(2), .outputFailed(28), .outputFailed(28)),
    (.outputClosed, .callFailed, .outputClosed),
    (.outputFailed(28), .outputClosed, .outputFailed(28)),
  ])
  func keepsTheFirstReasonUnlessTheNextIsImmediate(
    first: StopReason, second: StopReason, kept: StopReason
  ) throws {
    let stop = try StopControl()
    stop.stop(first)
    stop.stop(second)
    #expect(stop.reason == kept)
  }
}
