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

  /// The most bytes of one `write(2)`, unless a line is longer.
  ///
  /// A pipe takes `PIPE_BUF` bytes as a whole or not at all (POSIX); a longer write is torn where
  /// the pipe is full, should SIGKILL come then. Into files, few large writes are cheaper.
  private let pieceSize: Int

  /// Makes an output of a descriptor that is open for writing.
  public init(descriptor: CInt) {
    self.descriptor = descriptor
    var status = stat()
    let isPipe = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    pieceSize = isPipe ? Int(PIPE_BUF) : .max
  }

  /// Writes all of `bytes`, waiting as long as it takes. Each write ends with a line.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let piece = piece(of: UnsafeRawBufferPointer(rebasing: buffer[written...]))
        #if canImport(Glibc)
          return Glibc.write(descriptor, piece.baseAddress, piece.count)
        #elseif canImport(Musl)
          return Musl.write(descriptor, piece.baseAddress, piece.count)
        #else
          return Darwin.write(descriptor, piece.baseAddress, piece.count)
        #endif
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        waitUntilWritable()
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
  }

  /// As many lines of `bytes` as one write takes, or the first if it is longer.
  private func piece(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard bytes.count > pieceSize else { return bytes }
    let lineFeed = UInt8(ascii: "\n")
    let last = bytes[..<pieceSize].lastIndex(of: lineFeed) ?? bytes.firstIndex(of: lineFeed)
    return last.map { UnsafeRawBufferPointer(rebasing: bytes[...$0]) } ?? bytes
  }

  /// Waits on a descriptor that another process has made non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}
