import TestSupport
import Testing
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(5))) struct ThreadTests {
  @Test func joiningWaitsForItsEnd() throws {
    let done = Lock(false)
    let thread = try Thread {
      usleep(20_000)
      done.withLock { $0 = true }
    }
    thread.join()
    #expect(done.withLock { $0 })
  }

  @Test func noSignalOfTheProcessIsDeliveredToIt() throws {
    let isBlocked = Lock(false)
    let thread = try Thread {
      var mask = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &mask)
      let blocked = [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGQUIT].allSatisfy {
        sigismember(&mask, $0) == 1
      }
      isBlocked.withLock { $0 = blocked }
    }
    thread.join()
    #expect(isBlocked.withLock { $0 })
  }

  @Test func saysWhatTheSystemSays() {
    #expect(CannotStart(code: EAGAIN).description.hasPrefix("cannot start a thread: Resource"))
  }

  @Test func aTickerTicksUntilItIsStopped() throws {
    let ticks = Monitor(0)
    let ticker = try Ticker(every: 1) { ticks.update { ($0 += 1, true) } }
    ticks.wait { $0 >= 3 ? () : nil }
    ticker.stop()
    let last = ticks.withLock { $0 }
    ticker.stop()
    #expect(ticks.withLock { $0 } == last)
  }
}
