#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the head of a response says of the connection, taken in line by line.
struct ResponseHead {
  /// Whether it has come as a whole.
  private(set) var isComplete = false
  /// Whether the connection ends with the response, since it says so (RFC 9112, section 9.6) or is
  /// of HTTP/1.0.
  private(set) var endsConnection = false

  /// Takes in a line, of a head or of a trailer, with its line end. A status line may follow an
  /// interim head.
  mutating func append(_ line: UnsafeRawBufferPointer) {
    switch line.first {
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): isComplete = true
    case UInt8(ascii: "H") where Self.has(line, "HTTP/"):
      isComplete = false
      endsConnection = Self.has(line, "HTTP/1.0")
    case UInt8(ascii: "C"), UInt8(ascii: "c"):
      guard Self.has(line, "Connection:") else { return }
      endsConnection = line.indices.contains { Self.has(line[$0...], "close") }
    default: break
    }
  }

  /// Whether a line begins with `word`, in any case.
  private static func has(_ line: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    has(line[...], word)
  }

  private static func has(_ rest: Slice<UnsafeRawBufferPointer>, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard rest.count >= length, let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
    else { return false }
    return strncasecmp(
      start.assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self), length) == 0
  }
}
