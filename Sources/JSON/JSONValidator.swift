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
