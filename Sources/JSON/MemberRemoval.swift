/// Takes members out of an object.
public enum MemberRemoval {
  /// Appends the members of an object, with the commas between them and byte for byte, but for those
  /// of some names.
  ///
  /// - Parameters:
  ///   - object: the text of a valid JSON object.
  ///   - names: the names, as UTF-8.
  public static func append(
    _ object: Span<UInt8>, without names: [[UInt8]], to output: inout [UInt8]
  ) {
    var at = skipped(0, object) + 1
    var isFirst = true
    while skipped(at, object) < object.count, object[skipped(at, object)] != UInt8(ascii: "}") {
      let start = at
      guard let key = JSONValidator.value(at: skipped(at, object), in: object) else { break }
      // Behind the colon stands the value.
      let colon = skipped(key.upperBound, object)
      guard let value = JSONValidator.value(at: skipped(colon + 1, object), in: object) else {
        break
      }
      at = skipped(value.upperBound, object)
      if !names.contains(name(key, object)) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output.append(object, start..<at)
      }
      if at < object.count, object[at] == UInt8(ascii: ",") { at += 1 }
    }
  }

  private static func name(_ key: Range<Int>, _ object: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    JSONString.unescape(object.extracting(key.lowerBound + 1..<key.upperBound - 1), into: &text)
    return text
  }

  private static func skipped(_ index: Int, _ text: Span<UInt8>) -> Int {
    var index = index
    while index < text.count, text[index].isJSONWhitespace { index += 1 }
    return index
  }
}
