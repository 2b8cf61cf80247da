/// What is kept of a line that is longer than the limit.
public enum LongLine {
  /// The most bytes of its beginning.
  public static let keptBytes = 256

  /// The beginning of a line that is kept: without white space before it, and without a character of
  /// UTF-8 that would be cut.
  ///
  /// - Parameter line: the line, or as much of it as has `keptBytes` behind the white space.
  public static func start(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = line.drop(while: \.isJSONWhitespace).prefix(keptBytes)
    // What follows the byte that begins a character are three at the most.
    guard start.count == keptBytes,
      let last = start.suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 })
    else { return start }
    let isCut = start.endIndex - last < UTF8Sequence.announcedLength(start[last])
    return isCut ? start[..<last] : start
  }
}
