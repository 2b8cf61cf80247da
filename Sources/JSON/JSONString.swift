/// JSON string literals: escaping and unescaping (RFC 8259, section 7).
public enum JSONString {
  /// Appends UTF-8 text as the inside of a string literal, without quotes.
  ///
  /// Only what must be escaped is. In text that is not UTF-8 each part that could have begun a
  /// character is replaced by U+FFFD, so that the output is always valid JSON.
  public static func escape(_ text: Span<UInt8>, into output: inout ByteBuffer) {
    text.withUnsafeBufferPointer { bytes in
      var plainStart = 0
      var index = 0
      while true {
        index = plainEnd(index, in: bytes)
        guard index < bytes.count else { break }
        let byte = bytes[index]
        let length = byte < 0x80 ? 0 : UTF8Sequence.length(at: index, in: bytes)
        if length > 0 {
          index &+= length
          continue
        }
        output.append(text, plainStart..<index)
        appendEscaped(byte, to: &output)
        index &+= byte < 0x80 ? 1 : UTF8Sequence.illFormedLength(at: index, in: bytes)
        plainStart = index
      }
      output.append(text, plainStart..<text.count)
    }
  }

  /// Appends UTF-8 text as a string literal, in quotes. See `escape(_:into:)`.
  public static func quote(_ text: Span<UInt8>, into output: inout ByteBuffer) {
    output.append(UInt8(ascii: "\""))
    escape(text, into: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends a string as a string literal, in quotes.
  public static func quote(_ text: String, into output: inout ByteBuffer) {
    quote(Array(text.utf8).span, into: &output)
  }

  /// A string as a string literal, in quotes.
  public static func quoted(_ text: String) -> [UInt8] { quoted(Array(text.utf8).span) }

  /// UTF-8 text as a string literal, in quotes. See `escape(_:into:)`.
  public static func quoted(_ text: Span<UInt8>) -> [UInt8] {
    var literal = ByteBuffer()
    quote(text, into: &literal)
    return Array(literal)
  }

  /// UTF-8 text as the inside of a string literal. See `escape(_:into:)`.
  public static func escaped(_ text: Span<UInt8>) -> [UInt8] {
    var literal = ByteBuffer()
    escape(text, into: &literal)
    return Array(literal)
  }

  /// The text that a string literal stands for.
  ///
  /// - Parameter literal: the literal, valid, in its quotes.
  public static func text(of literal: Span<UInt8>) -> [UInt8] {
    text(ofInside: literal.extracting(1..<literal.count - 1))
  }

  /// The text that a string literal stands for.
  public static func text(of literal: [UInt8]) -> [UInt8] { text(of: literal.span) }

  /// The text that a string literal stands for, given without its quotes.
  public static func text(ofInside literal: Span<UInt8>) -> [UInt8] {
    var text = ByteBuffer()
    unescape(literal, into: &text)
    return Array(text)
  }

  /// Appends the text that a string literal stands for.
  ///
  /// - Parameters:
  ///   - literal: the inside of a valid string literal, without its quotes. A surrogate that has
  ///     no partner becomes U+FFFD.
  ///   - output: what is appended to, as UTF-8.
  public static func unescape(_ literal: Span<UInt8>, into output: inout ByteBuffer) {
    literal.withUnsafeBufferPointer { bytes in
      var plainStart = 0
      var index = 0
      while true {
        index = plainEnd(index, in: bytes)
        guard index < bytes.count else { break }
        guard bytes[index] == UInt8(ascii: "\\"), index &+ 1 < bytes.count else {
          index &+= 1
          continue
        }
        output.append(literal, plainStart..<index)
        index = appendUnescaped(bytes, at: index, to: &output)
        plainStart = index
      }
      output.append(literal, plainStart..<literal.count)
    }
  }

  /// Whether the inside of a string literal is ASCII with nothing escaped, and so the text itself.
  public static func isPlain(_ literal: Span<UInt8>) -> Bool {
    literal.withUnsafeBufferPointer { plainEnd(0, in: $0) == $0.count }
  }

  /// Where the first byte from `start` on stands that is a quote, a backslash, a control character or
  /// not ASCII; the end if none is.
  private static func plainEnd(_ start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = text.baseAddress else { return start }
    var index = start
    while index &+ ByteBlock.size <= text.count {
      let count = ByteBlock.plainCount(base + index)
      index &+= count
      if count < ByteBlock.size { return index }
    }
    while index < text.count, text[index] != UInt8(ascii: "\""), text[index] != UInt8(ascii: "\\"),
      0x20..<0x80 ~= text[index]
    {
      index &+= 1
    }
    return index
  }

  private static func appendEscaped(_ byte: UInt8, to output: inout ByteBuffer) {
    switch byte {
    case UInt8(ascii: "\""): output.append("\\\"")
    case UInt8(ascii: "\\"): output.append("\\\\")
    case 0x08: output.append("\\b")
    case 0x09: output.append("\\t")
    case 0x0A: output.append("\\n")
    case 0x0C: output.append("\\f")
    case 0x0D: output.append("\\r")
    case 0x00..<0x20:
      output.append("\\u00")
      output.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      let digit = byte & 0x0F
      output.append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
    default: output.append("\u{FFFD}")
    }
  }

  /// Appends what the escape at `index` stands for; returns the index behind it.
  private static func appendUnescaped(
    _ literal: UnsafeBufferPointer<UInt8>, at index: Int, to output: inout ByteBuffer
  ) -> Int {
    let letter = literal[index &+ 1]
    switch letter {
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"): return appendUnicodeEscape(literal, at: index, to: &output)
    default: output.append(letter)
    }
    return index &+ 2
  }

  private static func appendUnicodeEscape(
    _ literal: UnsafeBufferPointer<UInt8>, at index: Int, to output: inout ByteBuffer
  ) -> Int {
    guard let unit = codeUnit(literal, at: index) else { return literal.count }
    var next = index &+ 6
    var value = unit
    if unit & 0xFC00 == 0xD800, let low = codeUnit(literal, at: next), low & 0xFC00 == 0xDC00 {
      value = 0x10000 &+ (unit & 0x3FF) &<< 10 &+ (low & 0x3FF)
      next &+= 6
    }
    output.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    return next
  }

  /// The UTF-16 code unit that an escape of four hexadecimal digits at `index` stands for; nil if
  /// none is there.
  private static func codeUnit(_ literal: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard index &+ 6 <= literal.count, literal[index] == UInt8(ascii: "\\"),
      literal[index &+ 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for position in index &+ 2..<index &+ 6 {
      guard let digit = literal[position].hexDigitValue else { return nil }
      unit = unit &<< 4 | digit
    }
    return unit
  }
}
