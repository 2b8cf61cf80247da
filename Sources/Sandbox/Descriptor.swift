#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file descriptor that is closed when the value ends.
struct Descriptor: ~Copyable, Sendable {
  let raw: Int32

  private init(raw: Int32) {
    self.raw = raw
  }

  deinit {
    _ = closeRaw(raw)
  }

  /// Writes one byte, whatever it is, and closes the descriptor.
  consuming func signalAndClose() {
    var byte: UInt8 = 0
    _ = write(raw, &byte, 1)
  }

  /// The two ends of a pipe, which programs started by this process do not inherit.
  static func pipe() throws(CollectorError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard makePipe(&ends) == 0 else { throw CollectorError(call: "pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return Pipe(readEnd: Descriptor(raw: ends[0]), writeEnd: Descriptor(raw: ends[1]))
  }

  struct Pipe: ~Copyable {
    let readEnd: Descriptor
    let writeEnd: Descriptor
  }

}

// Inside `Descriptor` the plain names mean its own methods.
private func closeRaw(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}

private func makePipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 {
  pipe(ends)
}
