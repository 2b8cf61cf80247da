/// JSON string literals: escaping and unescaping (RFC 8259, section 7).
public enum JSONString {
  /// Appends UTF-8 text as the inside of a string literal, without quotes.
  ///
  /// Only what must be escaped is. In text that is not UTF-8 each part that could have begun a
  /// character is replaced by U+FFFD, so that the output is always valid JSON.
  public static func escape(_ text: Span<UInt8>, into output: inout [UInt8]) {
    text.withUnsafeBufferPointer { text in
      var plainStart = 0
      var index = 0
      while index < text.count {
        let byte = text[index]
        if byte >= 0x80 {
          let length = UTF8Sequence.length(at: index, in: text)
          if length > 0 {
            index &+= length
            continue
          }
        } else if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
          index &+= 1
          continue
        }
        output.append(contentsOf: text[plainStart..<index])
        appendEscaped(byte, to: &output)
        index &+= byte < 0x80 ? 1 : UTF8Sequence.illFormedLength(at: index, in: text)
        plainStart = index
      }
      output.append(contentsOf: text[plainStart...])
    }
  }

  /// Appends UTF-8 text as a string literal, in quotes. See `escape(_:into:)`.
  public static func quote(_ text: Span<UInt8>, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    escape(text, into: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends a string as a string literal, in quotes.
  public static func quote(_ text: String, into output: inout [UInt8]) {
    quote(Array(text.utf8).span, into: &output)
  }

  /// Appends the text that a string literal stands for.
  ///
  /// - Parameters:
  ///   - literal: the inside of a valid string literal, without its quotes. A surrogate that has
  ///     no partner becomes U+FFFD.
  ///   - output: what is appended to, as UTF-8.
  public static func unescape(_ literal: Span<UInt8>, into output: inout [UInt8]) {
    literal.withUnsafeBufferPointer { unescape($0, into: &output) }
  }

  static func unescape(_ literal: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    var plainStart = 0
    var index = 0
    while index < literal.count {
      guard literal[index] == UInt8(ascii: "\\"), index &+ 1 < literal.count else {
        index &+= 1
        continue
      }
      output.append(contentsOf: literal[plainStart..<index])
      index = appendUnescaped(literal, at: index, to: &output)
      plainStart = index
    }
    output.append(contentsOf: literal[plainStart...])
  }

  private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
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
    _ literal: UnsafeBufferPointer<UInt8>, at index: Int, to output: inout [UInt8]
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
    _ literal: UnsafeBufferPointer<UInt8>, at index: Int, to output: inout [UInt8]
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
