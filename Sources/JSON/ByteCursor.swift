/// A position in a text, moved forward over validated JSON.
///
/// The one place that reads the text through an unsafe pointer while scanning. Every read is
/// guarded by `at < end`; the owner guarantees that `base` holds `end` bytes and `containers`
/// holds `JSONLimits.depth` for as long as the cursor lives. Nothing here recurses, so no input
/// can overflow the stack.
struct ByteCursor {
  let base: UnsafePointer<UInt8>
  let end: Int
  /// One flag per open container: true for an object, false for an array.
  let containers: UnsafeMutablePointer<Bool>
  var at = 0

  /// The byte at the cursor, or 0, which no rule of the grammar accepts, at the end.
  @inline(__always)
  var current: UInt8 { at < end ? base[at] : 0 }

  @inline(__always)
  mutating func skipWhitespace() {
    while at < end {
      let byte = base[at]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        return
      }
      at &+= 1
    }
  }

  /// Passes over the value at the cursor and everything in it.
  ///
  /// - Parameter depth: how many containers are open around it.
  mutating func skipValue(depth outer: Int) throws(JSONError) {
    var depth = outer
    while true {
      skipWhitespace()
      if try openOrSkipScalar(depth: &depth) { continue }
      if try closeContainers(depth: &depth, outer: outer) { return }
    }
  }

  /// Passes over a scalar or an empty container, or enters a container up to its first value.
  ///
  /// - Returns: true if a container was entered, so that a value comes next.
  @inline(__always)
  private mutating func openOrSkipScalar(depth: inout Int) throws(JSONError) -> Bool {
    switch current {
    case UInt8(ascii: "\""):
      at &+= 1
      _ = try skipString()
    case UInt8(ascii: "{"):
      try checkDepth(depth)
      at &+= 1
      skipWhitespace()
      if current == UInt8(ascii: "}") {
        at &+= 1
        return false
      }
      containers[depth] = true
      depth &+= 1
      _ = try skipKey()
      return true
    case UInt8(ascii: "["):
      try checkDepth(depth)
      at &+= 1
      skipWhitespace()
      if current == UInt8(ascii: "]") {
        at &+= 1
        return false
      }
      containers[depth] = false
      depth &+= 1
      return true
    default:
      try skipPlainScalar()
    }
    return false
  }

  /// After a value: closes the containers that end here, or steps to the next value.
  ///
  /// - Returns: true if everything down to `outer` is closed.
  @inline(__always)
  private mutating func closeContainers(depth: inout Int, outer: Int) throws(JSONError) -> Bool {
    while depth > outer {
      let inObject = containers[depth &- 1]
      if try endsContainer(object: inObject) {
        depth &-= 1
        continue
      }
      if inObject { _ = try skipKey() }
      return false
    }
    return true
  }

  /// After a value inside a container: passes over `,` (false) or the closing bracket (true).
  @inline(__always)
  mutating func endsContainer(object: Bool) throws(JSONError) -> Bool {
    skipWhitespace()
    let byte = current
    if byte == UInt8(ascii: ",") {
      at &+= 1
      return false
    }
    if byte == (object ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      at &+= 1
      return true
    }
    throw JSONError(object ? .expectedCommaOrBrace : .expectedCommaOrBracket, at: at)
  }

  @inline(__always)
  private func checkDepth(_ depth: Int) throws(JSONError) {
    if depth >= JSONLimits.depth { throw JSONError(.tooDeep, at: at) }
  }

  /// Passes over a member name and its colon.
  ///
  /// - Returns: whether the name holds an escape. The name's bytes end two or more bytes before
  ///   the cursor, so a caller that needs them scans with `skipString` itself.
  @inline(__always)
  private mutating func skipKey() throws(JSONError) -> Bool {
    skipWhitespace()
    guard current == UInt8(ascii: "\"") else { throw JSONError(.expectedKey, at: at) }
    at &+= 1
    let escaped = try skipString()
    try skipColon()
    return escaped
  }

  @inline(__always)
  mutating func skipColon() throws(JSONError) {
    skipWhitespace()
    guard current == UInt8(ascii: ":") else { throw JSONError(.expectedColon, at: at) }
    at &+= 1
  }

  /// Passes over the rest of a string whose opening quote is behind the cursor.
  ///
  /// - Returns: whether it holds an escape.
  @inline(__always)
  mutating func skipString() throws(JSONError) -> Bool {
    var escaped = false
    while true {
      skipPlainText()
      guard at < end else { throw JSONError(.unterminatedString, at: at) }
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        at &+= 1
        return escaped
      }
      if byte == UInt8(ascii: "\\") {
        escaped = true
        try skipEscape()
      } else if byte < 0x20 {
        throw JSONError(.controlCharacter, at: at)
      } else if byte >= 0x80 {
        try skipMultibyteCharacter()
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
  private mutating func skipPlainText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    while at &+ 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let quote = (word ^ ones &* 0x22) &- ones
      let backslash = (word ^ ones &* 0x5C) &- ones
      let control = word &- ones &* 0x20
      let special = (quote | backslash | control | word) & (ones &* 0x80)
      if special != 0 {
        at &+= special.trailingZeroBitCount &>> 3
        return
      }
      at &+= 8
    }
  }

  private mutating func skipEscape() throws(JSONError) {
    guard at &+ 1 < end else { throw JSONError(.unterminatedString, at: end) }
    switch base[at &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at &+= 2
    case UInt8(ascii: "u"):
      for index in at &+ 2..<at &+ 6 {
        guard index < end else { throw JSONError(.unterminatedString, at: end) }
        guard base[index].hexDigitValue != nil else { throw JSONError(.badEscape, at: at) }
      }
      at &+= 6
    default:
      throw JSONError(.badEscape, at: at)
    }
  }

  private mutating func skipMultibyteCharacter() throws(JSONError) {
    let rest = UnsafeBufferPointer(start: base + at, count: end &- at)
    let length = UTF8Sequence.length(at: 0, in: rest)
    guard length > 0 else { throw JSONError(.notUTF8, at: at) }
    at &+= length
  }

  private mutating func skipPlainScalar() throws(JSONError) {
    switch current {
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
    default: throw JSONError(.expectedValue, at: at)
    }
  }

  private mutating func skipWord(_ word: StaticString) throws(JSONError) {
    let length = word.utf8CodeUnitCount
    guard at &+ length <= end else { throw JSONError(.expectedValue, at: at) }
    for index in 0..<length where base[at &+ index] != word.utf8Start[index] {
      throw JSONError(.expectedValue, at: at)
    }
    at &+= length
  }

  @inline(__always)
  private mutating func skipNumber() throws(JSONError) {
    let start = at
    if base[at] == UInt8(ascii: "-") { at &+= 1 }
    if current == UInt8(ascii: "0") {
      at &+= 1
    } else if !skipDigits() {
      throw JSONError(.badNumber, at: start)
    }
    if current == UInt8(ascii: ".") {
      at &+= 1
      guard skipDigits() else { throw JSONError(.badNumber, at: start) }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      at &+= 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at &+= 1 }
      guard skipDigits() else { throw JSONError(.badNumber, at: start) }
    }
    // A digit here follows a leading zero: `01` is one bad number, not a number and a rest.
    if current.isDigit { throw JSONError(.badNumber, at: start) }
  }

  /// Passes over decimal digits; false if there is none.
  @inline(__always)
  private mutating func skipDigits() -> Bool {
    let start = at
    while at < end, base[at].isDigit { at &+= 1 }
    return at > start
  }
}
