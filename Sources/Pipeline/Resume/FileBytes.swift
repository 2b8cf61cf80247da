#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A system call has failed.
public struct SystemError: Error, Equatable, Sendable {
  /// The system's error number.
  public let code: CInt
}

/// Reading at places of a file.
enum FileBytes {
  /// Reads once, at most as many bytes as the buffer has.
  ///
  /// - Returns: how many were read; 0 at the end of the file.
  static func read(
    _ descriptor: CInt, at offset: Int, into buffer: inout [UInt8]
  ) throws(SystemError) -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if count >= 0 { return count }
      if errno != EINTR { throw SystemError(code: errno) }
    }
  }

  /// All bytes of a range, fewer if the file ends before.
  static func read(_ descriptor: CInt, _ range: Range<Int>) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < range.count {
      var rest = [UInt8](repeating: 0, count: range.count - bytes.count)
      let count = try read(descriptor, at: range.lowerBound + bytes.count, into: &rest)
      if count == 0 { break }
      bytes += rest.prefix(count)
    }
    return bytes
  }
}
