import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the signals that concern a run into calls, on a thread of their own, until it is ended.
final class SignalWatch {
  /// Those that stop a run.
  private static let stopping = [SIGINT, SIGTERM, SIGHUP]
  /// What wakes the watch itself. Sent to its thread alone.
  private static let waking = SIGURG

  private let thread: Thread
  private let isOver: Lock<Bool>
  /// What was blocked before.
  private let former: sigset_t

  /// Starts to watch.
  ///
  /// To be called before other threads are started, for they must not be interrupted instead. A
  /// signal that the process was started to ignore, as `nohup` and background jobs do, stays
  /// ignored.
  ///
  /// - Parameters:
  ///   - stop: called with the number of the first signal that stops a run; the second ends the
  ///     process at once, with status 128 and its number.
  ///   - end: called before it does.
  ///   - report: called at each SIGUSR1. It must not wait for anything.
  init(
    stop: @escaping @Sendable (CInt) -> Void, end: @escaping @Sendable () -> Void,
    report: @escaping @Sendable () -> Void
  ) throws(CannotStart) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in Self.stopping + [SIGUSR1] where !Self.isIgnored(number) {
      sigaddset(&signals, number)
    }
    var former = sigset_t()
    pthread_sigmask(SIG_BLOCK, &signals, &former)
    sigaddset(&signals, Self.waking)
    let isOver = Lock(false)
    do throws(CannotStart) {
      thread = try Thread { [signals] in Self.watch(signals, isOver, stop, end, report) }
    } catch {
      pthread_sigmask(SIG_SETMASK, &former, nil)
      throw error
    }
    self.isOver = isOver
    self.former = former
  }

  private static func watch(
    _ signals: sigset_t, _ isOver: Lock<Bool>, _ stop: (CInt) -> Void, _ end: () -> Void,
    _ report: () -> Void
  ) {
    var hasStopped = false
    while true {
      switch next(signals) {
      case waking:
        if isOver.withLock({ $0 }) { return }
      case SIGUSR1: report()
      case let number:
        if hasStopped {
          end()
          _exit(128 + number)
        }
        hasStopped = true
        stop(number)
      }
    }
  }

  /// Ends the watch. From here on signals do what they did before it began.
  func end() {
    isOver.withLock { $0 = true }
    thread.signal(Self.waking)
    thread.join()
    var former = former
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }

  private static func next(_ signals: sigset_t) -> CInt {
    var signals = signals
    var number: CInt = 0
    while sigwait(&signals, &number) != 0 {}
    return number
  }

  private static func isIgnored(_ number: CInt) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
