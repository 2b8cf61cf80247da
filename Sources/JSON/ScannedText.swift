/// The grammar of JSON (RFC 8259) over a text in memory, checked as it is passed over.
///
/// Every function takes a position and returns the one behind what it has passed over, or throws.
/// Positions lie between 0 and `end`, where a zero byte stands, which no rule of the grammar accepts;
/// so none asks whether the end has come, and sixteen bytes can be read at each. Whoever makes
/// one guarantees that `base` holds `end` bytes and `ByteBuffer.padding` zeros, and `containers`
/// `JSONLimits.depth`, for as long as this lives. Nothing here recurses, so no input can overflow the
/// stack.
struct ScannedText {
  let base: UnsafePointer<UInt8>
  let end: Int
  /// One flag per open container: true for an object, false for an array.
  let containers: UnsafeMutablePointer<Bool>

  /// Where a string ends, behind its closing quote.
  struct StringEnd {
    let at: Int
    let isEscaped: Bool
  }

  /// Moves past white space; the byte there, 0 at the end.
  @inline(__always)
  func token(_ at: inout Int) -> UInt8 {
    let first = base[at]
    if first > 0x20 { return first }
    at = whitespaceEnd(at)
    return base[at]
  }

  private static let spaces: UInt64 = 0x2020_2020_2020_2020

  @inline(never)
  private func whitespaceEnd(_ start: Int) -> Int {
    var at = start
    while base[at].isJSONWhitespace {
      at &+= 1
      while word(at) == Self.spaces { at &+= 8 }
    }
    return at
  }

  /// The eight bytes at a position, the first one lowest.
  @inline(__always)
  func word(_ at: Int) -> UInt64 { ByteBlock.word(base + at) }

  // MARK: Values

  /// Passes over a value, white space before it, and everything in it.
  ///
  /// - Parameter depth: how many containers are open around it.
  @inline(__always)
  func valueEnd(_ start: Int, depth: Int) throws(JSONError) -> Int {
    var at = start
    if token(&at) == UInt8(ascii: "\"") { return try stringEnd(at &+ 1).at }
    return try otherValueEnd(at, depth: depth)
  }

  /// The same for a value that is no string.
  @inline(never)
  private func otherValueEnd(_ start: Int, depth: Int) throws(JSONError) -> Int {
    let first = base[start]
    if first | 0x20 == UInt8(ascii: "{") { return try containerEnd(start, depth: depth) }
    return try scalarEnd(start)
  }

  /// Passes over an object or array, in which `depth` containers are open.
  private func containerEnd(_ start: Int, depth outer: Int) throws(JSONError) -> Int {
    var at = start
    var depth = outer
    var inObject = false
    while true {
      if try entersContainer(&at, &depth, &inObject) { continue }
      // After a value: the containers that end here, up to the next value.
      while true {
        if depth == outer { return at }
        if try !endsContainer(&at, object: inObject) { break }
        depth &-= 1
        if depth > outer { inObject = containers[depth &- 1] }
      }
      if inObject { at = try nameEnd(at) }
    }
  }

  /// Passes over a scalar or an empty container, or enters a container up to its first value.
  ///
  /// - Returns: true if a container was entered, so that a value comes next.
  @inline(__always)
  private func entersContainer(
    _ at: inout Int, _ depth: inout Int, _ inObject: inout Bool
  ) throws(JSONError) -> Bool {
    let first = token(&at)
    if first == UInt8(ascii: "\"") {
      at = try stringEnd(at &+ 1).at
      return false
    }
    // The two differ in this bit only.
    guard first | 0x20 == UInt8(ascii: "{") else {
      at = try scalarEnd(at)
      return false
    }
    if depth >= JSONLimits.depth { throw JSONError(.tooDeep, at: at) }
    at &+= 1
    if token(&at) == first &+ 2 {
      at &+= 1
      return false
    }
    inObject = first == UInt8(ascii: "{")
    containers[depth] = inObject
    depth &+= 1
    if inObject { at = try nameEnd(at) }
    return true
  }

  /// After a value inside a container: passes over `,` (false) or the closing bracket (true).
  @inline(__always)
  func endsContainer(_ at: inout Int, object: Bool) throws(JSONError) -> Bool {
    let byte = token(&at)
    if byte == UInt8(ascii: ",") {
      at &+= 1
      return false
    }
    guard byte == (object ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      throw JSONError(object ? .expectedCommaOrBrace : .expectedCommaOrBracket, at: at)
    }
    at &+= 1
    return true
  }

  /// Passes over a member name and its colon.
  @inline(__always)
  private func nameEnd(_ start: Int) throws(JSONError) -> Int {
    var at = start
    guard token(&at) == UInt8(ascii: "\"") else { throw JSONError(.expectedKey, at: at) }
    return try colonEnd(try stringEnd(at &+ 1).at)
  }

  @inline(__always)
  func colonEnd(_ start: Int) throws(JSONError) -> Int {
    var at = start
    guard token(&at) == UInt8(ascii: ":") else { throw JSONError(.expectedColon, at: at) }
    return at &+ 1
  }

  // MARK: Strings

  /// Passes over the rest of a string whose opening quote is before `start`.
  ///
  /// What is rare in strings is left to another function, for it would make this one large.
  @inline(__always)
  func stringEnd(_ start: Int) throws(JSONError) -> StringEnd {
    let at = plainTextEnd(start)
    if base[at] == UInt8(ascii: "\"") { return StringEnd(at: at &+ 1, isEscaped: false) }
    return try anyStringEnd(at, quote: start &- 1)
  }

  /// The same for a string of any kind.
  @inline(never)
  private func anyStringEnd(_ start: Int, quote: Int) throws(JSONError) -> StringEnd {
    var at = start
    var isEscaped = false
    while true {
      let byte = base[at]
      if byte == UInt8(ascii: "\"") { return StringEnd(at: at &+ 1, isEscaped: isEscaped) }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        at = try escapeEnd(at, quote: quote)
      } else if byte >= 0x80 {
        at = try multibyteTextEnd(at)
      } else if at == end {
        throw JSONError(.unterminatedString, at: quote)
      } else {
        throw JSONError(.controlCharacter, at: at)
      }
      at = plainTextEnd(at)
    }
  }

  /// Moves, 16 bytes at a time, up to the first quote, backslash, control or non-ASCII byte; at the end
  /// stands one.
  @inline(__always)
  private func plainTextEnd(_ start: Int) -> Int {
    var at = start
    while true {
      let count = ByteBlock.plainCount(base + at)
      at &+= count
      if count < ByteBlock.size { return at }
    }
  }

  @inline(__always)
  private func escapeEnd(_ at: Int, quote: Int) throws(JSONError) -> Int {
    switch base[at &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at &+ 2
    case UInt8(ascii: "u"):
      for index in at &+ 2..<at &+ 6 {
        guard base[index].hexDigitValue != nil else {
          throw index == end
            ? JSONError(.unterminatedString, at: quote) : JSONError(.badEscape, at: at)
        }
      }
      return at &+ 6
    default:
      throw at &+ 1 == end
        ? JSONError(.unterminatedString, at: quote) : JSONError(.badEscape, at: at)
    }
  }

  /// Passes over characters that are not ASCII, of which one begins here.
  @inline(__always)
  private func multibyteTextEnd(_ start: Int) throws(JSONError) -> Int {
    var at = start
    repeat {
      let length = UTF8Sequence.length(ofMultibyte: UInt32(truncatingIfNeeded: word(at)))
      guard length > 0 else { throw JSONError(.notUTF8, at: at) }
      at &+= length
    } while base[at] >= 0x80
    return at
  }

  // MARK: Other scalars

  @inline(__always)
  private func scalarEnd(_ at: Int) throws(JSONError) -> Int {
    let first = base[at]
    if first.isDigit || first == UInt8(ascii: "-") { return try numberEnd(at) }
    switch UInt32(truncatingIfNeeded: word(at)) {
    case Self.wordTrue, Self.wordNull: return at &+ 4
    case Self.wordFals where base[at &+ 4] == UInt8(ascii: "e"): return at &+ 5
    default: throw JSONError(.expectedValue, at: at)
    }
  }

  private static let wordTrue: UInt32 = 0x6575_7274
  private static let wordNull: UInt32 = 0x6C6C_756E
  private static let wordFals: UInt32 = 0x736C_6166

  @inline(__always)
  private func numberEnd(_ start: Int) throws(JSONError) -> Int {
    var at = start
    if base[at] == UInt8(ascii: "-") { at &+= 1 }
    if base[at] == UInt8(ascii: "0") {
      at &+= 1
      // `01` is one bad number, not a number and a rest.
      if base[at].isDigit { throw JSONError(.badNumber, at: start) }
    } else if !skipsDigits(&at) {
      throw JSONError(.badNumber, at: start)
    }
    if base[at] == UInt8(ascii: ".") {
      at &+= 1
      guard skipsDigits(&at) else { throw JSONError(.badNumber, at: start) }
    }
    if base[at] | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      if base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at &+= 1 }
      guard skipsDigits(&at) else { throw JSONError(.badNumber, at: start) }
    }
    return at
  }

  /// Passes over decimal digits; false if there is none.
  @inline(__always)
  private func skipsDigits(_ at: inout Int) -> Bool {
    let start = at
    while base[at].isDigit { at &+= 1 }
    return at > start
  }
}
