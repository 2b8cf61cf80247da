#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one thread of a collector. It must be ended with `stop`.
struct CollectorThread: ~Copyable {
  private let handle: pthread_t
  private let wake: Descriptor

  /// Starts the thread.
  ///
  /// - Parameter wake: the write end of the pipe that the loop watches.
  init(_ loop: CollectorLoop, wake: consuming Descriptor) throws(CollectorError) {
    // Retained here; released by the thread when it ends, or below when there is none.
    let box = Unmanaged.passRetained(loop)
    #if canImport(Darwin)
      var created: pthread_t?
    #else
      var created: pthread_t = 0
    #endif
    let code = pthread_create(&created, nil, runCollectorLoop, box.toOpaque())
    #if canImport(Darwin)
      let thread = created
    #else
      let thread: pthread_t? = created
    #endif
    guard code == 0, let thread else {
      box.release()
      throw CollectorError(call: "pthread_create", code: code)
    }
    handle = thread
    self.wake = wake
  }

  /// Ends the loop and waits until the thread is gone.
  consuming func stop() {
    let thread = handle
    wake.signalAndClose()
    _ = pthread_join(thread, nil)
  }
}

#if canImport(Darwin)
  private func runCollectorLoop(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    serve(box)
    return nil
  }
#else
  private func runCollectorLoop(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { serve(box) }
    return nil
  }
#endif

private func serve(_ box: UnsafeMutableRawPointer) {
  // Signals are for the threads of the program proper.
  var signals = sigset_t()
  sigfillset(&signals)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  Unmanaged<CollectorLoop>.fromOpaque(box).takeRetainedValue().run()
}
