#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A descriptor to write to.
public struct Output: Sendable {
  /// Writing failed, with the system's error number; `EPIPE` if nobody reads any more.
  public struct Failure: Error, Equatable {
    /// The error number.
    public let code: CInt

    var isBrokenPipe: Bool { code == EPIPE }
  }

  private let descriptor: CInt

  private var lines: WholeLines

  /// Makes an output of a descriptor that is open for writing.
  public init(descriptor: CInt) {
    self.descriptor = descriptor
    var status = stat()
    let type = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
    switch type {
    case S_IFIFO: lines = WholeLines(pipe: Int(PIPE_BUF))
    case S_IFREG:
      let isAppended = fcntl(descriptor, F_GETFL) & O_APPEND != 0
      let offset = isAppended ? status.st_size : lseek(descriptor, 0, SEEK_CUR)
      lines = WholeLines(pages: Int(getpagesize()), from: Int(offset))
    default: lines = WholeLines()
    }
  }

  /// Writes all of `bytes`, waiting as long as it takes, in pieces that end with a line.
  public mutating func write(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    var end = 0
    while written < bytes.count {
      if written == end { end = lines.endOfPiece(of: bytes, from: written) }
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written..<end])
        #if canImport(Glibc)
          return Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          return Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          return Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if count >= 0 {
        written += count
        lines.wrote(count)
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        waitUntilWritable()
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
  }

  /// Waits on a descriptor that another process has made non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}
