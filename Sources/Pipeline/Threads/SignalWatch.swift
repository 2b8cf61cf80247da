#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into calls on a thread of their own.
enum SignalWatch {
  /// Starts to watch. The first signal calls `stop` with its number; the second ends the process at
  /// once, with status 128 and the number.
  ///
  /// To be called before other threads are started, for they must not be interrupted instead. A
  /// signal that the process was started to ignore, as `nohup` and background jobs do, stays
  /// ignored.
  static func start(_ stop: @escaping @Sendable (CInt) -> Void) throws(Thread.CannotStart) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] where !isIgnored(number) { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let watched = signals
    _ = try Thread {
      stop(next(watched))
      _exit(128 + next(watched))
    }
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
