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
    let containers = UnsafeMutablePointer<Bool>.allocate(capacity: JSONLimits.depth)
    defer { containers.deallocate() }
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let scanned = ScannedText(base: base, end: buffer.count, containers: containers)
      do throws(JSONError) {
        return offset..<(try scanned.valueEnd(offset, depth: 0))
      } catch {
        return nil
      }
    }
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
  public static func compact(_ value: Span<UInt8>, into output: inout [UInt8]) {
    var inString = false
    var index = 0
    while index < value.count {
      let byte = value[index]
      index &+= 1
      if inString {
        output.append(byte)
        if byte == UInt8(ascii: "\\"), index < value.count {
          output.append(value[index])
          index &+= 1
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
      } else if !byte.isJSONWhitespace {
        output.append(byte)
        inString = byte == UInt8(ascii: "\"")
      }
    }
  }
}
