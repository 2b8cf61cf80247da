/// Lays a JSON value out over lines, for people to read. Numbers, strings and the order of members
/// stay as they are.
public enum JSONIndentation {
  private static let step = 2

  /// The text of a valid JSON value, without a line feed at its end.
  ///
  /// - Parameter margin: the number of spaces that each line but the first begins with.
  public static func text(of value: Span<UInt8>, margin: Int) -> String {
    var output = ByteBuffer()
    var spaces = margin
    // An empty container stays on its line.
    var isEmpty = false
    var index = token(in: value, from: 0)
    while index < value.count {
      let byte = value[index]
      var next = index + 1
      switch byte {
      case UInt8(ascii: "\""):
        next = JSONValidator.stringEnd(index, in: value)
        output.append(value, index..<next)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        output.append(byte)
        let inside = token(in: value, from: next)
        isEmpty = inside < value.count && isClosing(value[inside])
        spaces += step
        if !isEmpty { breakLine(&output, spaces) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        spaces -= step
        if !isEmpty { breakLine(&output, spaces) }
        isEmpty = false
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        breakLine(&output, spaces)
      case UInt8(ascii: ":"): output.append(": ")
      default: output.append(byte)
      }
      index = token(in: value, from: next)
    }
    return String(output)
  }

  private static func breakLine(_ output: inout ByteBuffer, _ spaces: Int) {
    output.append(0x0A)
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, spaces)))
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  /// Where the first byte from `index` on stands that is no white space.
  private static func token(in value: Span<UInt8>, from index: Int) -> Int {
    var index = index
    while index < value.count, value[index].isJSONWhitespace { index += 1 }
    return index
  }
}
