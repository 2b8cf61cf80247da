/// Takes members out of an object.
public enum MemberRemoval {
  /// Appends the members of an object, with the commas between them and byte for byte, but for those
  /// of some names.
  ///
  /// - Parameters:
  ///   - object: the text of a valid JSON object.
  ///   - names: the names, as UTF-8.
  public static func append(
    _ object: Span<UInt8>, without names: [[UInt8]], to output: inout ByteBuffer
  ) {
    var isFirst = true
    for member in ScannedText.parts(of: object, members) {
      if names.contains(name(member.name, object)) { continue }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(object, member.whole)
    }
  }

  private struct Member {
    /// With its quotes.
    let name: Range<Int>
    /// With the white space around it, and without a comma.
    let whole: Range<Int>
  }

  private static func members(of text: ScannedText) throws(JSONError) -> [Member] {
    var members: [Member] = []
    var at = 0
    _ = text.token(&at)
    at += 1
    var start = at
    if text.token(&at) == UInt8(ascii: "}") { return [] }
    while true {
      _ = text.token(&at)
      let name = at
      at = try text.stringEnd(at + 1).at
      let nameEnd = at
      at = try text.valueEnd(try text.colonEnd(at), depth: 1)
      _ = text.token(&at)
      members.append(Member(name: name..<nameEnd, whole: start..<at))
      if try text.endsContainer(&at, object: true) { return members }
      start = at
    }
  }

  private static func name(_ literal: Range<Int>, _ object: Span<UInt8>) -> [UInt8] {
    JSONString.text(of: object.extracting(literal))
  }
}
