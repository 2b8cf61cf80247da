/// Passes over the lines of the input that earlier runs have handled: as many that are not blank as
/// their file has lines. Only the first and the last are looked at: these must be the lines of the
/// file, less the results.
///
/// The first line shows at once that a log was rotated, whose new lines may be fewer than the file's.
struct Passage {
  /// What is known of the file.
  struct Earlier: Sendable {
    /// Its lines.
    let lines: Int
    /// The first and the last of them.
    let first: [UInt8]
    let last: [UInt8]
  }

  private let earlier: Earlier
  private let text: LineText
  private let isDry: Bool
  /// Lines passed over, blank ones counted.
  private(set) var lines = 0
  /// Of these, those that are not blank.
  private var passed = 0

  /// - Parameters:
  ///   - text: what made the lines of the file.
  ///   - isDry: whether calls are only rendered.
  init(_ earlier: Earlier, text: LineText, isDry: Bool) {
    self.earlier = earlier
    self.text = text
    self.isDry = isDry
  }

  /// Passes over what is there.
  ///
  /// - Parameter isAtEnd: whether the input has ended.
  /// - Returns: whether all is passed over; if not, more is to be read.
  mutating func pass(_ buffer: inout InputBuffer, isAtEnd: Bool) throws(ResumeFault) -> Bool {
    while passed < earlier.lines {
      let isWhole =
        passed == 0 || passed == earlier.lines - 1
        ? try compareLine(of: &buffer, isAtEnd: isAtEnd)
        : passLine(of: &buffer, isAtEnd: isAtEnd)
      if isWhole { continue }
      if isAtEnd { throw .inputTooShort(lines: passed, of: earlier.lines) }
      return false
    }
    return true
  }

  /// - Returns: false if there is no whole line.
  private mutating func passLine(of buffer: inout InputBuffer, isAtEnd: Bool) -> Bool {
    guard let isBlank = buffer.passLine(isAtEnd: isAtEnd) else { return false }
    lines += 1
    if !isBlank { passed += 1 }
    return true
  }

  private mutating func compareLine(
    of buffer: inout InputBuffer, isAtEnd: Bool
  ) throws(ResumeFault) -> Bool {
    var found = buffer.nextLine()
    if found == .incomplete, isAtEnd { found = buffer.lastLine() }
    let line: [UInt8]
    let length: Int
    switch found {
    case .incomplete: return false
    case .line(let range):
      lines += 1
      if buffer.isBlank(range) { return true }
      line = Array(buffer.bytes[range])
      length = range.count
    case .long(let long):
      lines += 1
      (line, length) = (long.start, long.length)
    }
    passed += 1
    if passed == 1 { try compare(earlier.first, with: line, length: length) }
    if passed == earlier.lines, passed > 1 {
      try compare(earlier.last, with: line, length: length)
    }
    return true
  }

  private func compare(
    _ result: [UInt8], with line: [UInt8], length: Int
  ) throws(ResumeFault) {
    switch text.compare(result, with: line, length: length) {
    case .same(let resultIsDry):
      if resultIsDry, !isDry { throw .dryResult(result: passed) }
    case .withoutResult: throw .withoutResult(result: passed)
    case .other: throw .otherLine(result: passed, input: lines)
    case .tooLong: throw .lineTooLong(input: lines)
    }
  }
}
