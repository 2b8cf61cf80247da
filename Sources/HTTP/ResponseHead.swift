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
    case UInt8(ascii: "H") where Self.begins(line[...], "HTTP/"):
      isComplete = false
      endsConnection = Self.begins(line[...], "HTTP/1.0")
    case UInt8(ascii: "C"), UInt8(ascii: "c"):
      guard Self.begins(line[...], "Connection:") else { return }
      if line.indices.contains(where: { Self.begins(line[$0...], "close") }) {
        endsConnection = true
      } else if line.indices.contains(where: { Self.begins(line[$0...], "keep-alive") }) {
        endsConnection = false
      }
    default: break
    }
  }

  /// Whether `text` begins with `word`, in any case.
  private static func begins(
    _ text: Slice<UnsafeRawBufferPointer>, _ word: StaticString
  ) -> Bool {
    let length = word.utf8CodeUnitCount
    guard text.count >= length, let start = UnsafeRawBufferPointer(rebasing: text).baseAddress
    else { return false }
    return strncasecmp(
      start.assumingMemoryBound(to: CChar.self),
      UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self), length) == 0
  }
}
