/// Validates texts and reworks valid ones, where no lookups are wanted.
public enum JSONValidator {
  /// The first error of a text that should be one JSON value, or nil if it is one.
  public static func firstError(in text: Span<UInt8>) -> JSONError? {
    var scanner = ObjectScanner(PathTree([]))
    do throws(JSONError) {
      _ = try scanner.scan(text)
      return nil
    } catch {
      return error
    }
  }

  /// The bytes of the JSON value that begins at `offset`, whatever follows it; nil if none does.
  public static func value(at offset: Int, in text: Span<UInt8>) -> Range<Int>? {
    guard 0..<text.count ~= offset, !text[offset].isJSONWhitespace else { return nil }
    var rest = ByteBuffer()
    rest.append(text, offset..<text.count)
    return rest.withScannedText { text in
      do throws(JSONError) {
        return offset..<offset + (try text.valueEnd(0, depth: 0))
      } catch {
        return nil
      }
    } ?? nil
  }

  /// How many objects and arrays stand inside one another in a valid JSON value, at the most.
  public static func depth(of value: Span<UInt8>) -> Int {
    var (depth, deepest) = (0, 0)
    var inString = false
    var index = 0
    while index < value.count {
      let byte = value[index]
      index &+= 1
      if inString {
        if byte == UInt8(ascii: "\\") { index &+= 1 }
        inString = byte != UInt8(ascii: "\"")
      } else {
        switch byte {
        case UInt8(ascii: "\""): inString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth &+= 1
          deepest = max(deepest, depth)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth &-= 1
        default: break
        }
      }
    }
    return deepest
  }

  /// Whether a valid JSON value can stand inside so many objects and be read again.
  public static func canStand(_ value: Span<UInt8>, inside levels: Int) -> Bool {
    let limit = JSONLimits.depth - levels
    // Each level takes a byte at its beginning and one at its end.
    return value.count <= 2 * limit || !opens(value, moreThan: limit) || depth(of: value) <= limit
  }

  /// Whether `{` and `[`, those in strings counted, stand in a text more often than so, 8 bytes at a time.
  private static func opens(_ text: Span<UInt8>, moreThan limit: Int) -> Bool {
    let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    return text.withUnsafeBytes { bytes in
      var count = bytes.count % 8
      for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        // They differ in one bit. A byte that is neither may count too, behind one that is.
        let other = (word | ones &* 0x20) ^ ones &* 0x7B
        let found = (other &- ones) & ~other & tops
        if found != 0 { count &+= found.nonzeroBitCount }
      }
      return count > limit
    }
  }

  /// Appends a valid JSON value without the white space between its tokens.
  public static func compact(_ value: Span<UInt8>, into output: inout ByteBuffer) {
    // Most answers have none.
    guard value.withUnsafeBufferPointer(ByteBlock.containsSpace) else {
      return output.append(value)
    }
    var start = 0
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte == UInt8(ascii: "\"") {
        index = stringEnd(index, in: value)
      } else if byte.isJSONWhitespace {
        output.append(value, start..<index)
        index &+= 1
        start = index
      } else {
        index &+= 1
      }
    }
    output.append(value, start..<value.count)
  }

  /// A valid JSON value without the white space between its tokens.
  public static func compacted(_ value: Span<UInt8>) -> [UInt8] {
    var output = ByteBuffer()
    compact(value, into: &output)
    return Array(output)
  }

  /// The end of the string that begins at `start`, or of the text if it has none.
  static func stringEnd(_ start: Int, in value: Span<UInt8>) -> Int {
    var index = start + 1
    while index < value.count, value[index] != UInt8(ascii: "\"") {
      index &+= value[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, value.count)
  }
}
