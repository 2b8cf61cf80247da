import HTTP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A thread that uses a waker once, a little later.
struct WakingThread {
  private let id: pthread_t?

  init(_ waker: Waker) {
    #if canImport(Darwin)
      var id: pthread_t?
    #else
      var id = pthread_t()
    #endif
    // Retained here, released by the thread.
    let argument = Unmanaged.passRetained(waker).toOpaque()
    let code = pthread_create(
      &id, nil,
      { (argument: UnsafeMutableRawPointer?) in
        usleep(20_000)
        if let argument { Unmanaged<Waker>.fromOpaque(argument).takeRetainedValue().wake() }
        return nil
      }, argument)
    self.id = code == 0 ? id : nil
  }

  func join() {
    if let id { pthread_join(id, nil) }
  }
}
