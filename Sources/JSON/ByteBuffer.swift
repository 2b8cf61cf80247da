#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that grow at their end: the memory of lines, bodies and what is written.
///
/// Behind the last byte are always `padding` more that may be read, so that a scan takes many at a
/// time without asking where the end is. An append asks once whether there is room, and copies: an
/// `[UInt8]` asks also who else holds it, which took a fifth of the instructions of a dry run
/// (`swift run -c release benchmarks --instructions`).
///
/// All that reads or writes its memory is in this module: beside this file `ByteBuffer+Appending` and
/// `ScannedText`.
public struct ByteBuffer: ~Copyable {
  /// Bytes that may be read behind the last one.
  @usableFromInline static let padding = ByteBlock.size
  private static let leastCapacity = 64

  /// Nil as long as nothing was ever appended.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>?
  @usableFromInline var length = 0
  /// How many bytes it can hold before it takes other memory.
  @usableFromInline var capacity = 0

  /// How many bytes it holds.
  @inlinable @inline(__always)
  public var count: Int { length }

  /// Makes an empty one.
  public init() {}

  /// Makes one of these bytes.
  public init(_ bytes: some Collection<UInt8>) {
    append(contentsOf: bytes)
  }

  deinit { free(start) }

  /// Whether it holds nothing.
  @inlinable @inline(__always)
  public var isEmpty: Bool { count == 0 }

  /// The bytes.
  public var span: Span<UInt8> {
    @inlinable @inline(__always)
    @_lifetime(borrow self)
    get {
      let bytes = UnsafeBufferPointer(start: start, count: count)
      return _overrideLifetime(bytes.span, borrowing: self)
    }
  }

  /// A byte. An index outside traps.
  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt8 {
    guard 0..<count ~= index, let start else { Self.outside() }
    return start[index]
  }

  /// Calls `body` with the bytes, behind which stand zeros; nil if there is no memory yet.
  @inline(__always)
  func withTerminated<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result? {
    guard let start else { return nil }
    UnsafeMutableRawPointer(start + count).storeBytes(of: .zero, as: SIMD16<UInt8>.self)
    return body(start)
  }

  /// Calls `body` with the bytes as a text to be scanned; nil if there is no memory yet.
  func withScannedText<Result>(_ body: (ScannedText) -> Result) -> Result? {
    withTerminated { base in
      withUnsafeTemporaryAllocation(of: Bool.self, capacity: JSONLimits.depth) { flags in
        flags.initialize(repeating: false)
        guard let containers = flags.baseAddress else { return nil }
        return body(ScannedText(base: base, end: count, containers: containers))
      }
    } ?? nil
  }

  // MARK: Memory

  /// Makes room for so many more bytes.
  @inlinable @inline(__always)
  public mutating func reserve(_ more: Int) {
    if more > capacity &- count { grow(more) }
  }

  @inline(never) @usableFromInline
  mutating func grow(_ more: Int) {
    let (needed, isTooMuch) = count.addingReportingOverflow(more)
    precondition(more >= 0 && !isTooMuch, "a buffer has room for what fits into memory")
    // What is put into an empty one is often all that it is to hold.
    let size = max(needed, count == 0 ? 0 : 2 * capacity, Self.leastCapacity)
    // Swift's own allocation asks for an alignment, which takes glibc three times as long.
    guard let memory = realloc(start, size + Self.padding) else {
      preconditionFailure("there is memory for \(size) bytes")
    }
    start = memory.assumingMemoryBound(to: UInt8.self)
    capacity = size
  }

  /// Removes all bytes, and gives the memory back if it is more than so many.
  @inlinable @inline(__always)
  public mutating func removeAll(keeping most: Int = .max) {
    length = 0
    if capacity > most { giveBack() }
  }

  @inline(never) @usableFromInline
  mutating func giveBack() {
    free(start)
    start = nil
    capacity = 0
  }

  /// Removes the last bytes, of which there must be so many.
  @inlinable @inline(__always)
  public mutating func removeLast(_ removed: Int = 1) {
    guard 0...count ~= removed else { Self.outside() }
    length &-= removed
  }

  @inline(never) @usableFromInline
  static func outside() -> Never {
    preconditionFailure("a place in a buffer lies between its first byte and its last")
  }
}

/// It owns its memory alone.
extension ByteBuffer: @unchecked Sendable {}

extension [UInt8] {
  /// A copy of the bytes of a span.
  public init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { Array($0) }
  }

  /// A copy of the bytes of a buffer.
  public init(_ buffer: borrowing ByteBuffer) { self.init(buffer.span) }
}

extension String {
  /// The bytes of a buffer as UTF-8.
  public init(_ buffer: borrowing ByteBuffer) {
    self = buffer.span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
