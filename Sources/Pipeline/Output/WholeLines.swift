/// Cuts output into pieces that end with a line, each for one `write(2)` that SIGKILL does not tear.
/// A value without a descriptor.
///
/// A pipe takes `PIPE_BUF` bytes at once or not at all (POSIX). Into a file, Linux writes page by page
/// and looks for the signal before each (`generic_perform_write`), so only a line that goes beyond its
/// page can be torn: it is a piece of its own.
///
/// Such pieces cost a microsecond an event. Where that counts, events come faster than calls are
/// answered (dry runs, delivered events, batches), in writes of `largeWrite` bytes and more: those stay
/// whole in a file.
struct WholeLines: Sendable {
  private static let largeWrite = 128 << 10

  /// What is written at once: from each write on in a pipe, from each multiple on in a file.
  private let unit: Int
  /// How much of the present page of a file is written; nil for a pipe.
  private var filled: Int?

  /// For a descriptor of which nothing is known.
  init() { unit = .max }

  /// For a pipe that takes so many bytes at once.
  init(pipe size: Int) { unit = size }

  /// For a file in pages of `size` bytes, of which `offset` bytes are written.
  init(pages size: Int, from offset: Int) {
    unit = size
    filled = max(0, offset) % size
  }

  /// Where the piece ends that begins at `start`: behind the last line that ends within the unit, or
  /// behind the first one if that goes beyond.
  func endOfPiece(of bytes: Span<UInt8>, from start: Int) -> Int {
    let size = unit - (filled ?? 0)
    let isLarge = filled != nil && bytes.count >= Self.largeWrite
    guard !isLarge, bytes.count - start > size else { return bytes.count }
    let limit = start + size
    let last = bytes.lastLineFeed(in: start..<limit) ?? bytes.firstLineFeed(in: limit..<bytes.count)
    return last.map { $0 + 1 } ?? bytes.count
  }

  /// Notes that so many bytes are written.
  mutating func wrote(_ count: Int) {
    filled = filled.map { ($0 + count) % unit }
  }
}

extension Span<UInt8> {
  func lastLineFeed(in range: Range<Int>) -> Int? { range.last { self[$0] == 0x0A } }

  func firstLineFeed(in range: Range<Int>) -> Int? { range.first { self[$0] == 0x0A } }
}
