import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipe, of which either end can be closed first; each end is for one thread at a time. Programs
/// that other tests start do not inherit it.
final class Pipe: @unchecked Sendable {
  private(set) var readEnd: CInt
  private(set) var writeEnd: CInt

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SupportError("pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    closeReadEnd()
    closeWriteEnd()
  }

  func closeReadEnd() {
    if readEnd >= 0 { close(readEnd) }
    readEnd = -1
  }

  func closeWriteEnd() {
    if writeEnd >= 0 { close(writeEnd) }
    writeEnd = -1
  }

  /// Whether a write would have to wait.
  var isFull: Bool {
    var request = pollfd(fd: writeEnd, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, 0) == 0
  }

  /// Writes all of a text, waiting for whoever reads.
  func write(_ text: String) throws { try write(Array(text.utf8)) }

  /// Writes all of these bytes, waiting for whoever reads.
  func write(_ all: [UInt8]) throws {
    var bytes = all[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeBytes(writeEnd, $0.baseAddress, $0.count) }
      guard count > 0 else { throw SupportError("write: \(errno)") }
      bytes = bytes.dropFirst(count)
    }
  }

  /// The bytes that come next; empty at the end.
  ///
  /// - Throws: when nothing comes within 20 seconds.
  func read() throws -> [UInt8] {
    var request = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, 20_000) == 1 else { throw SupportError("nothing came") }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = readBytes(readEnd, &buffer, buffer.count)
    guard count >= 0 else { throw SupportError("read: \(errno)") }
    return Array(buffer[..<count])
  }
}

// Inside the class the plain names mean its own methods.
private func readBytes(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer, _ size: Int) -> Int {
  read(descriptor, buffer, size)
}

private func writeBytes(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
