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
  private let turns: WriteTurns?
  /// Nil before the first byte: until then a file may be cut.
  private var lines: WholeLines?

  /// Makes an output of a descriptor that is open for writing.
  ///
  /// - Parameter turns: taken for each piece, if another thread writes to the same file.
  public init(descriptor: CInt, turns: WriteTurns? = nil) {
    self.descriptor = descriptor
    self.turns = turns
  }

  private static func lines(of descriptor: CInt) -> WholeLines {
    var status = stat()
    let type = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
    switch type {
    case S_IFIFO: return WholeLines(pipe: Int(PIPE_BUF))
    case S_IFREG:
      let isAppended = fcntl(descriptor, F_GETFL) & O_APPEND != 0
      let offset = isAppended ? status.st_size : lseek(descriptor, 0, SEEK_CUR)
      return WholeLines(pages: Int(getpagesize()), from: Int(offset))
    default: return WholeLines()
    }
  }

  /// Writes all of `bytes`, which begin a line, waiting as long as it takes, in pieces that end with
  /// one. A regular file that does not take all ends with a whole line.
  ///
  /// - Parameter taken: told how many bytes each system call took.
  public mutating func write(
    _ bytes: Span<UInt8>, taken: (Int) -> Void = { _ in }
  ) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let start = written
      let result: Result<Int, Failure>
      if let turns {
        result = turns.take {
          // The other has moved on in the file.
          lines = nil
          return writePiece(of: bytes, from: start, taken)
        }
      } else {
        result = writePiece(of: bytes, from: start, taken)
      }
      written = try result.get()
    }
  }

  /// Writes the piece that begins at `start`.
  ///
  /// - Returns: where it ends.
  private mutating func writePiece(
    of bytes: Span<UInt8>, from start: Int, _ taken: (Int) -> Void
  ) -> Result<Int, Failure> {
    var lines = lines ?? Self.lines(of: descriptor)
    defer { self.lines = lines }
    let end = lines.endOfPiece(of: bytes, from: start)
    var written = start
    while written < end {
      let count = bytes.extracting(written..<end).withUnsafeBytes { rest in
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
        taken(count)
      } else if errno == EAGAIN || errno == EWOULDBLOCK {
        // Another process has made it non-blocking.
        _ = Self.canWrite(to: descriptor, within: -1)
      } else if errno != EINTR {
        let failure = Failure(code: errno)
        cutTornLine(at: written, of: bytes)
        return .failure(failure)
      }
    }
    return .success(end)
  }

  /// Cuts off what a disk that is full took of a line, unless another process has gone on behind it.
  private func cutTornLine(at written: Int, of bytes: Span<UInt8>) {
    let torn = written - (bytes.lastLineFeed(in: 0..<written).map { $0 + 1 } ?? 0)
    var status = stat()
    guard torn > 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return
    }
    let end = lseek(descriptor, 0, SEEK_CUR)
    guard end == status.st_size, end >= off_t(torn) else { return }
    // Whoever writes next, to a file that is not appended to, goes on where it ends now.
    if ftruncate(descriptor, end - off_t(torn)) == 0 { lseek(descriptor, -off_t(torn), SEEK_CUR) }
  }

  /// Waits until a descriptor takes bytes, at most so many milliseconds, or without end if they are
  /// negative.
  ///
  /// - Returns: whether it does.
  public static func canWrite(to descriptor: CInt, within milliseconds: Int) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, CInt(clamping: milliseconds)) > 0
  }
}
