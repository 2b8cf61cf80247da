#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread of the system.
struct Thread {
  /// The system has no room for another thread; its error number.
  struct CannotStart: Error {
    let code: CInt
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let id: pthread_t

  /// Starts a thread that runs `body` and ends. No signal is delivered to it: those of the process
  /// go to the thread that it began with, or to `SignalWatch`.
  init(_ body: @escaping @Sendable () -> Void) throws(CannotStart) {
    // Retained here, released by the thread when it takes the body over.
    let box = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
      var id: pthread_t?
    #else
      var id = pthread_t()
    #endif
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    let code = pthread_create(
      &id, nil,
      { argument in
        #if canImport(Darwin)
          Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        #else
          if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        #endif
        return nil
      }, box.toOpaque())
    #if canImport(Darwin)
      guard code == 0, let id else {
        box.release()
        throw CannotStart(code: code)
      }
    #else
      guard code == 0 else {
        box.release()
        throw CannotStart(code: code)
      }
    #endif
    self.id = id
  }

  /// Waits until the thread has ended.
  func join() { pthread_join(id, nil) }
}
