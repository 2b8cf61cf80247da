#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Waiting for input, so that a read need not be interrupted.
enum InputWait {
  /// Waits until `input` can be read (which a regular file always can) or has ended.
  ///
  /// - Returns: false if `stop` can be read, too or alone.
  static func untilReadable(_ input: CInt, orStopped stop: CInt) -> Bool {
    var requests = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&requests, 2, -1) < 0, errno == EINTR {}
    return requests[1].revents == 0
  }
}
