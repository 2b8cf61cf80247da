#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is wanted of the head of a response, taken in line by line.
struct ResponseHead {
  /// Whether any of it has come.
  private(set) var hasBegun = false
  /// Whether it has come as a whole.
  private(set) var isComplete = false
  /// `Retry-After` in seconds; nil if there is none, or none that means anything.
  private(set) var retryAfter: Int?

  /// Takes in a line, of a head or of a trailer, with its line end. A status line may follow an
  /// interim head.
  mutating func append(_ line: UnsafeRawBufferPointer) {
    hasBegun = true
    switch line.first {
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): isComplete = true
    case UInt8(ascii: "H") where Self.begins(line, "HTTP/"):
      isComplete = false
      retryAfter = nil
    case UInt8(ascii: "R"), UInt8(ascii: "r"):
      let name: StaticString = "Retry-After:"
      guard !isComplete, Self.begins(line, name) else { return }
      let value = String(decoding: line.dropFirst(name.utf8CodeUnitCount), as: UTF8.self)
      retryAfter = RetryAfter.seconds(value, now: time(nil))
    default: break
    }
  }

  /// Whether a line begins with `word`, in any case.
  private static func begins(_ line: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard line.count >= length, let start = line.baseAddress else { return false }
    return strncasecmp(
      start.assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self), length) == 0
  }
}
