#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What signals do to this process, as long as no run watches for them.
public enum ProcessSignals {
  /// To be called at the start.
  ///
  /// SIGPIPE is ignored, so that a connection closed by a server does not end the process, and SIGXFSZ,
  /// so that a limit on the size of files is a write that fails, as on a disk that is full. SIGQUIT
  /// ends it, unless it is ignored: Swift's library, where it finds its backtracer, has a handler
  /// that reports a crash and goes on. SIGUSR1 waits for a run that it can ask.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    let former = signal(SIGQUIT, SIG_DFL)
    if unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(SIGQUIT, SIG_IGN)
    }
    mask(SIG_BLOCK, SIGUSR1)
  }

  /// Ends the process as SIGPIPE would have, had it not been ignored, or been blocked by whoever
  /// started it.
  public static func endByBrokenPipe() -> Never {
    signal(SIGPIPE, SIG_DFL)
    mask(SIG_UNBLOCK, SIGPIPE)
    raise(SIGPIPE)
    preconditionFailure("SIGPIPE ends a process")
  }

  private static func mask(_ how: CInt, _ number: CInt) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(how, &signals, nil)
  }
}
