/// A place in a text as a person counts.
public struct TextPosition: Equatable, Sendable {
  /// From 1.
  public let line: Int
  /// From 1, in characters (Unicode scalars), not bytes.
  public let column: Int

  /// The position of a byte of a text.
  ///
  /// - Parameters:
  ///   - offset: the byte, from 0; the text's length for its end.
  ///   - text: the text, in which line feeds end lines.
  ///   - firstLine: the number of the text's first line.
  public init(of offset: Int, in text: Span<UInt8>, firstLine: Int = 1) {
    var line = firstLine
    var column = 1
    for index in 0..<min(max(offset, 0), text.count) {
      let byte = text[index]
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}
