#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a file of lines holds, found in one pass at the speed of the disk.
struct FileSurvey: Equatable {
  private static let chunk = 1 << 20

  /// Lines that end with a line feed.
  private(set) var lines = 0
  /// Where the first line ends, without its line feed.
  private(set) var firstEnd = 0
  /// Where the last whole line begins.
  private(set) var lastStart = 0
  /// Where the last whole line ends, its line feed counted: what follows is torn.
  private(set) var wholeEnd = 0
  /// The size of the file.
  private(set) var size = 0

  /// Reads a file from its beginning to its end.
  ///
  /// - Throws: `SystemError`.
  init(_ descriptor: CInt) throws(SystemError) {
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while true {
      let count = try FileBytes.read(descriptor, at: size, into: &buffer)
      if count == 0 { return }
      add(buffer.span.extracting(0..<count))
    }
  }

  private mutating func add(_ bytes: Span<UInt8>) {
    let new = Self.lineFeeds(in: bytes)
    if new > 0 {
      if lines == 0, let first = bytes.indices.first(where: { bytes[$0] == 0x0A }) {
        firstEnd = size + first
      }
      let last = Self.lastLineFeed(in: bytes, before: bytes.count)
      let former = Self.lastLineFeed(in: bytes, before: last)
      lastStart = former >= 0 ? size + former + 1 : wholeEnd
      wholeEnd = size + last + 1
      lines += new
    }
    size += bytes.count
  }

  private static func lineFeeds(in bytes: Span<UInt8>) -> Int {
    var count = 0
    for index in bytes.indices where bytes[index] == 0x0A { count &+= 1 }
    return count
  }

  /// The last line feed before an index; -1 if there is none.
  private static func lastLineFeed(in bytes: Span<UInt8>, before end: Int) -> Int {
    var index = end - 1
    while index >= 0, bytes[index] != 0x0A { index -= 1 }
    return index
  }
}
