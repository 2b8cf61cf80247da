import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gets a thread out of a read that waits.
///
/// Input that `poll` has seen may be gone by the time it is read, if other processes share the pipe
/// or the terminal. A signal interrupts that wait; it is sent again and again until it has done so,
/// for one that comes just before the read is lost.
final class ReadInterruption: Sendable {
  private struct State {
    var isStopped = false
    /// The thread that reads now.
    var reader: ReadingThread?
  }

  private struct ReadingThread: @unchecked Sendable {
    let thread: pthread_t
  }

  /// Ignored by default, and used by nobody here: no socket asks for it.
  private static let signal = SIGURG
  /// Milliseconds after which the signal is sent again, and how often. A read that it does not
  /// interrupt waits for a disk, and comes back by itself.
  private static let pause = 1
  private static let limit = 1000

  private let state = Monitor(State())

  /// Interrupts nothing yet.
  init() { Self.installHandler }

  /// A handler that does nothing, without `SA_RESTART`: what is interrupted ends with `EINTR`.
  private static let installHandler: Void = {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { _ in }
    #else
      action.__sigaction_handler.sa_handler = { _ in }
    #endif
    let code = sigaction(signal, &action, nil)
    precondition(code == 0, "SIGURG can be handled")
  }()

  /// Calls `read` on this thread, which may be interrupted meanwhile.
  ///
  /// - Returns: what it returns; nil if `stop` was called before, so that it was not.
  func during<Result>(_ read: () -> Result) -> Result? {
    Self.unblock()
    let mayRead = state.withLock { state in
      guard !state.isStopped else { return false }
      state.reader = ReadingThread(thread: pthread_self())
      return true
    }
    guard mayRead else { return nil }
    defer {
      state.update { state in
        state.reader = nil
        return ((), state.isStopped)
      }
    }
    return read()
  }

  private static func unblock() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, signal)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Ends the read under way, if it waits, and lets none begin. Not to be called from within it.
  func stop() {
    for _ in 0..<Self.limit {
      let isOut = state.withLock { state in
        state.isStopped = true
        guard let reader = state.reader else { return true }
        // Under the lock: the thread is surely still there.
        pthread_kill(reader.thread, Self.signal)
        return false
      }
      if isOut || state.wait(milliseconds: Self.pause, for: { $0.reader == nil }) { return }
    }
  }
}
