/// A text that is being scanned, part by part: each function takes the position where a part begins
/// and returns the one behind it. Plain numbers stay in registers; a cursor that moves, with all of
/// this in the scanner's own functions, took a fifth more instructions.
///
/// The one place that reads the text through an unsafe pointer while scanning. Every read is guarded
/// by `end`; the owner guarantees that `base` holds `end` bytes and `containers` holds
/// `JSONLimits.depth` for as long as this lives. Nothing here recurses, so no input can overflow the
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

  /// The byte at a position, or 0, which no rule of the grammar accepts, at the end.
  @inline(__always)
  private func byte(_ at: Int) -> UInt8 { at < end ? base[at] : 0 }

  /// Moves past white space; the byte there, or 0 at the end.
  @inline(__always)
  func token(_ at: inout Int) -> UInt8 {
    let first = byte(at)
    if first > 0x20 { return first }
    at = whitespaceEnd(at)
    return byte(at)
  }

  @inline(never)
  private func whitespaceEnd(_ start: Int) -> Int {
    var at = start
    while at < end, base[at].isJSONWhitespace { at &+= 1 }
    return at
  }

  // MARK: Values

  /// Passes over a value, white space before it, and everything in it.
  ///
  /// - Parameter depth: how many containers are open around it.
  @inline(__always)
  func valueEnd(_ start: Int, depth: Int) throws(JSONError) -> Int {
    var at = start
    if token(&at) == UInt8(ascii: "\"") { return try stringEnd(at &+ 1).at }
    return try anyValueEnd(at, depth: depth)
  }

  /// The same for a value of any kind.
  @inline(never)
  private func anyValueEnd(_ start: Int, depth outer: Int) throws(JSONError) -> Int {
    var at = start
    var depth = outer
    while true {
      if try entersContainer(&at, &depth) { continue }
      if try closesContainers(&at, &depth, outer: outer) { return at }
    }
  }

  /// Passes over a scalar or an empty container, or enters a container up to its first value.
  ///
  /// - Returns: true if a container was entered, so that a value comes next.
  @inline(__always)
  private func entersContainer(_ at: inout Int, _ depth: inout Int) throws(JSONError) -> Bool {
    let first = token(&at)
    if first == UInt8(ascii: "\"") {
      at = try stringEnd(at &+ 1).at
      return false
    }
    let isObject = first == UInt8(ascii: "{")
    guard isObject || first == UInt8(ascii: "[") else {
      at = try scalarEnd(at)
      return false
    }
    if depth >= JSONLimits.depth { throw JSONError(.tooDeep, at: at) }
    at &+= 1
    if token(&at) == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      at &+= 1
      return false
    }
    containers[depth] = isObject
    depth &+= 1
    if isObject { at = try nameEnd(at) }
    return true
  }

  /// After a value: closes the containers that end here, or steps to the next value.
  ///
  /// - Returns: true if everything down to `outer` is closed.
  @inline(__always)
  private func closesContainers(
    _ at: inout Int, _ depth: inout Int, outer: Int
  ) throws(JSONError) -> Bool {
    while depth > outer {
      let inObject = containers[depth &- 1]
      if try endsContainer(&at, object: inObject) {
        depth &-= 1
        continue
      }
      if inObject { at = try nameEnd(at) }
      return false
    }
    return true
  }

  /// After a value inside a container: passes over `,` (false) or the closing bracket (true).
  @inline(__always)
  func endsContainer(_ at: inout Int, object: Bool) throws(JSONError) -> Bool {
    let byte = token(&at)
    at &+= 1
    if byte == UInt8(ascii: ",") { return false }
    if byte == (object ? UInt8(ascii: "}") : UInt8(ascii: "]")) { return true }
    throw JSONError(object ? .expectedCommaOrBrace : .expectedCommaOrBracket, at: at &- 1)
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
    if byte(at) == UInt8(ascii: "\"") { return StringEnd(at: at &+ 1, isEscaped: false) }
    return try anyStringEnd(at, quote: start &- 1)
  }

  /// The same for a string of any kind.
  @inline(never)
  private func anyStringEnd(_ start: Int, quote: Int) throws(JSONError) -> StringEnd {
    var at = start
    var isEscaped = false
    while true {
      at = plainTextEnd(at)
      guard at < end else { throw JSONError(.unterminatedString, at: quote) }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") { return StringEnd(at: at &+ 1, isEscaped: isEscaped) }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        at = try escapeEnd(at, quote: quote)
      } else if byte < 0x20 {
        throw JSONError(.controlCharacter, at: at)
      } else if byte >= 0x80 {
        at = try multibyteCharacterEnd(at)
      } else {
        at &+= 1
      }
    }
  }

  /// Moves, 8 bytes at a time, up to the first quote, backslash, control or non-ASCII byte.
  ///
  /// Stops early within the last 7 bytes of the text, which the caller takes one by one. The lowest
  /// byte with its top bit set in `special` is the first such byte; borrows of the subtractions
  /// reach only bytes above it. (Comparisons of `SIMD16` compile to a loop over its lanes, at a
  /// twentieth of the speed.)
  @inline(__always)
  private func plainTextEnd(_ start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at &+ 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let quote = (word ^ ones &* 0x22) &- ones
      let backslash = (word ^ ones &* 0x5C) &- ones
      let control = word &- ones &* 0x20
      let special = (quote | backslash | control | word) & (ones &* 0x80)
      if special != 0 { return at &+ special.trailingZeroBitCount &>> 3 }
      at &+= 8
    }
    return at
  }

  @inline(never)
  private func escapeEnd(_ at: Int, quote: Int) throws(JSONError) -> Int {
    guard at &+ 1 < end else { throw JSONError(.unterminatedString, at: quote) }
    switch base[at &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return at &+ 2
    case UInt8(ascii: "u"):
      for index in at &+ 2..<at &+ 6 {
        guard index < end else { throw JSONError(.unterminatedString, at: quote) }
        guard base[index].hexDigitValue != nil else { throw JSONError(.badEscape, at: at) }
      }
      return at &+ 6
    default:
      throw JSONError(.badEscape, at: at)
    }
  }

  @inline(never)
  private func multibyteCharacterEnd(_ at: Int) throws(JSONError) -> Int {
    let rest = UnsafeBufferPointer(start: base + at, count: end &- at)
    let length = UTF8Sequence.length(at: 0, in: rest)
    guard length > 0 else { throw JSONError(.notUTF8, at: at) }
    return at &+ length
  }

  // MARK: Other scalars

  @inline(never)
  private func scalarEnd(_ at: Int) throws(JSONError) -> Int {
    switch byte(at) {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try numberEnd(at)
    case UInt8(ascii: "t"): try wordEnd("true", at)
    case UInt8(ascii: "f"): try wordEnd("false", at)
    case UInt8(ascii: "n"): try wordEnd("null", at)
    default: throw JSONError(.expectedValue, at: at)
    }
  }

  private func wordEnd(_ word: StaticString, _ at: Int) throws(JSONError) -> Int {
    let length = word.utf8CodeUnitCount
    guard at &+ length <= end else { throw JSONError(.expectedValue, at: at) }
    for index in 0..<length where base[at &+ index] != word.utf8Start[index] {
      throw JSONError(.expectedValue, at: at)
    }
    return at &+ length
  }

  @inline(__always)
  private func numberEnd(_ start: Int) throws(JSONError) -> Int {
    var at = start
    if byte(at) == UInt8(ascii: "-") { at &+= 1 }
    if byte(at) == UInt8(ascii: "0") {
      at &+= 1
    } else if !skipsDigits(&at) {
      throw JSONError(.badNumber, at: start)
    }
    if byte(at) == UInt8(ascii: ".") {
      at &+= 1
      guard skipsDigits(&at) else { throw JSONError(.badNumber, at: start) }
    }
    if byte(at) | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      if byte(at) == UInt8(ascii: "+") || byte(at) == UInt8(ascii: "-") { at &+= 1 }
      guard skipsDigits(&at) else { throw JSONError(.badNumber, at: start) }
    }
    // A digit here follows a leading zero: `01` is one bad number, not a number and a rest.
    if byte(at).isDigit { throw JSONError(.badNumber, at: start) }
    return at
  }

  /// Passes over decimal digits; false if there is none.
  @inline(__always)
  private func skipsDigits(_ at: inout Int) -> Bool {
    let start = at
    while at < end, base[at].isDigit { at &+= 1 }
    return at > start
  }
}
