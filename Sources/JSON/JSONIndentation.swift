/// Lays a JSON value out over lines, for people to read. Numbers, strings and the order of members
/// stay as they are.
public struct JSONIndentation: ~Copyable {
  private static let step = 2

  private let margin: Int
  private var depth = 0

  /// - Parameter margin: the number of spaces that each line but the first begins with.
  public init(margin: Int) { self.margin = margin }

  /// Appends a valid JSON value, without a line feed at its end.
  public mutating func append(_ value: Span<UInt8>, to output: inout [UInt8]) {
    depth = 0
    var index = 0
    while index < value.count {
      let byte = value[index]
      let next = Self.token(in: value, from: index + 1)
      switch byte {
      case UInt8(ascii: "\""):
        let end = Self.stringEnd(in: value, from: index)
        output.append(value, index..<end)
        index = Self.token(in: value, from: end)
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        output.append(byte)
        depth += 1
        // An empty container stays on its line.
        if next < value.count, !Self.isClosing(value[next]) { breakLine(&output) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if let last = output.last, last != byte &- 2 { breakLine(&output) }
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        breakLine(&output)
      case UInt8(ascii: ":"): output.append(": ")
      default:
        if !byte.isJSONWhitespace { output.append(byte) }
      }
      index = next
    }
  }

  private func breakLine(_ output: inout [UInt8]) {
    output.append(0x0A)
    let spaces = margin + Self.step * max(0, depth)
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: spaces))
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

  /// The end of the string whose opening quote stands at `start`.
  private static func stringEnd(in value: Span<UInt8>, from start: Int) -> Int {
    var index = start + 1
    while index < value.count, value[index] != UInt8(ascii: "\"") {
      index += value[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, value.count)
  }
}
