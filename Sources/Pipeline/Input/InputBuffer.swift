import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Splits a stream into lines, through a buffer that rolls.
///
/// A line is handed out as soon as its line feed is there; only at the end of the stream is one
/// without. The buffer grows to the longest line, at most the limit.
struct InputBuffer {
  /// What a search for the next line came to.
  enum Found: Equatable {
    /// A line, without its line feed, as a range of `bytes`.
    case line(Range<Int>)
    /// No whole line is there: read more.
    case incomplete
    /// A line longer than the limit, whose end was found.
    case long(Long)
  }

  /// A line longer than the limit, and not blank.
  struct Long: Equatable {
    /// Its first bytes.
    var start: [UInt8]
    /// All of its bytes, without its line feed.
    var length: Int
  }

  /// What reading came to.
  enum ReadResult: Equatable {
    /// So many bytes.
    case some(Int)
    case end
    case failed(CInt)
  }

  private static let chunk = 256 << 10
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private(set) var bytes: [UInt8]
  private var start = 0
  private var end = 0
  /// Up to here, no line feed follows `start`.
  private var searched = 0
  private var isAtBeginning = true
  /// Whether what was passed over of the present line is blank.
  private var passedIsBlank = true
  /// What was passed over so far of a line longer than the limit.
  private var long: Long?
  private let limit: Int

  /// - Parameter limit: the most bytes of a line, without its line feed.
  init(limit: Int) {
    self.limit = limit
    bytes = Array(repeating: 0, count: Self.chunk)
  }

  /// How many bytes are left that belong to no line handed out.
  var restCount: Int { end - start }

  /// Reads once from a descriptor, waiting until something is there or a signal comes.
  mutating func read(from descriptor: CInt) -> ReadResult {
    makeRoom()
    let from = end
    let count = bytes.withUnsafeMutableBytes { buffer in
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[from...])
      #if canImport(Glibc)
        return Glibc.read(descriptor, free.baseAddress, free.count)
      #elseif canImport(Musl)
        return Musl.read(descriptor, free.baseAddress, free.count)
      #else
        return Darwin.read(descriptor, free.baseAddress, free.count)
      #endif
    }
    if count > 0 {
      end += count
      skipByteOrderMark()
      return .some(count)
    }
    if count == 0 { return .end }
    // Another process that shares the input was quicker, and has made it non-blocking, or the wait
    // for more was interrupted since the run is to stop.
    return errno == EAGAIN || errno == EINTR ? .some(0) : .failed(errno)
  }

  /// A byte order mark at the very start of the input is no part of the first line (RFC 8259,
  /// section 8.1, lets a parser pass over it).
  private mutating func skipByteOrderMark() {
    guard isAtBeginning, end >= Self.byteOrderMark.count else { return }
    isAtBeginning = false
    if bytes[0..<3].elementsEqual(Self.byteOrderMark) {
      start = 3
      searched = 3
    }
  }

  /// The next line.
  mutating func nextLine() -> Found {
    guard let lineFeed = nextLineFeed() else {
      searched = end
      if long != nil || end - start > limit { passLong(start..<end) }
      return .incomplete
    }
    let line = start..<lineFeed
    start = lineFeed + 1
    searched = start
    guard long != nil || line.count > limit else { return .line(line) }
    addToLong(line)
    return endOfLong()
  }

  /// Passes over what is there of a line that is too long.
  private mutating func passLong(_ piece: Range<Int>) {
    addToLong(piece)
    start = piece.upperBound
    searched = start
  }

  private mutating func addToLong(_ piece: Range<Int>) {
    var line = long ?? Long(start: [], length: 0)
    line.length += piece.count
    // White space at the beginning of a line says nothing, and a line of nothing else is blank.
    let rest = line.start.isEmpty ? bytes[piece].drop(while: \.isJSONWhitespace) : bytes[piece]
    line.start += rest.prefix(LongLine.keptBytes - line.start.count)
    long = line
  }

  /// Ends a line that is too long; one that is blank is an empty one.
  private mutating func endOfLong() -> Found {
    guard let line = long.take(), !line.start.isEmpty else { return .line(start..<start) }
    return .long(line)
  }

  /// Passes over the next line, however long it is: what is there of it is not kept.
  ///
  /// - Parameter isAtEnd: whether nothing more will be read, so that the rest is a line.
  /// - Returns: whether it is blank; nil if its end is still to come.
  mutating func passLine(isAtEnd: Bool) -> Bool? {
    let found = nextLineFeed()
    // The beginning may be that of a byte order mark.
    guard found != nil || isAtEnd || !isAtBeginning else { return nil }
    let rest = start..<(found ?? end)
    if passedIsBlank { passedIsBlank = isBlank(rest) }
    let isLine = found != nil || (isAtEnd && !(passedIsBlank && rest.isEmpty))
    start = found.map { $0 + 1 } ?? end
    searched = start
    guard isLine else { return nil }
    defer { passedIsBlank = true }
    return passedIsBlank
  }

  /// Whether a line holds nothing but white space.
  func isBlank(_ line: Range<Int>) -> Bool {
    for index in line where !bytes[index].isJSONWhitespace { return false }
    return true
  }

  private func nextLineFeed() -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, searched < end,
        let found = memchr(base + searched, 0x0A, end - searched)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// What is left at the end of the stream, a last line without line feed; `incomplete` if nothing is.
  /// `nextLine` must have found no line before.
  mutating func lastLine() -> Found {
    if long != nil { return endOfLong() }
    guard restCount > 0 else { return .incomplete }
    defer { start = end }
    return .line(start..<end)
  }

  /// Moves what is left to the front and, if that leaves too little, doubles the buffer.
  private mutating func makeRoom() {
    if start > 0 {
      isAtBeginning = false
      let (from, count) = (start, end - start)
      bytes.withUnsafeMutableBytes { buffer in
        if count > 0, let base = buffer.baseAddress { memmove(base, base + from, count) }
      }
      end -= start
      searched -= start
      start = 0
    }
    if end == 0, bytes.count > Self.chunk {
      bytes = Array(repeating: 0, count: Self.chunk)
    } else if bytes.count - end < Self.chunk / 4 {
      bytes.append(contentsOf: repeatElement(0, count: bytes.count))
    }
  }
}
