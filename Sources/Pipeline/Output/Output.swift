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

  /// Writes all of `bytes`, waiting as long as it takes; into a pipe, by pieces that end with a line.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    var end = 0
    while written < bytes.count {
      if written == end { end = endOfPiece(of: bytes, from: written) }
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
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        waitUntilWritable()
      } else if errno != EINTR {
        throw Failure(code: errno)
      }
    }
  }

  /// Where the piece ends that begins at `start`: behind as many lines as it holds, or the first if
  /// that is longer.
  private func endOfPiece(of bytes: [UInt8], from start: Int) -> Int {
    guard bytes.count - start > pieceSize else { return bytes.count }
    let lineFeed = UInt8(ascii: "\n")
    let limit = start + pieceSize
    let last =
      bytes[start..<limit].lastIndex(of: lineFeed) ?? bytes[limit...].firstIndex(of: lineFeed)
    return last.map { $0 + 1 } ?? bytes.count
  }

  /// Waits on a descriptor that another process has made non-blocking.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}
