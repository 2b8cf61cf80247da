import JSON

/// Where Foundation's decoder and the validator differ, and why that is right.
enum DecoderDifference {
  /// The decoder refuses a `\u` surrogate without partner; RFC 8259, section 8.2, allows it.
  case loneSurrogate
  /// The decoder refuses a number that `Double` cannot hold, also one so small that it becomes 0;
  /// numbers are kept as text here.
  case outOfRange
  /// The decoder refuses some spellings of zero with an exponent, such as a text that is `0e1`,
  /// `[0E5]` and `[-0.0e1]`, which the grammar allows.
  case zeroWithExponent
  /// The decoder takes one comma behind the last element or member.
  case trailingComma
  /// The decoder passes over a byte order mark and guesses UTF-16 and UTF-32 from null bytes.
  case encoding
  /// The decoder does not look at a value that another of the same name replaces.
  case duplicateName

  /// The known difference that explains why the two do not agree on a text.
  static func known(_ bytes: [UInt8], accepted: Bool) -> DecoderDifference? {
    if bytes.prefix(4).contains(0) || [0xEF, 0xFE, 0xFF].contains(bytes.first) { return .encoding }
    guard accepted else {
      if firstError(withoutTrailingCommas(bytes)) == nil { return .trailingComma }
      return repeatsAName(bytes) ? .duplicateName : nil
    }
    if hasLoneSurrogate(bytes) { return .loneSurrogate }
    if hasNumberOutOfRange(bytes) { return .outOfRange }
    return hasZeroWithExponent(bytes) ? .zeroWithExponent : nil
  }

  private static func withoutTrailingCommas(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { index in
      let next = bytes[(index + 1)...].first { !$0.isJSONWhitespace }
      let trails = next == UInt8(ascii: "]") || next == UInt8(ascii: "}")
      return !(trails && bytes[index] == UInt8(ascii: ","))
    }.map { bytes[$0] }
  }

  /// Whether unescaping a valid text yields U+FFFD, which the texts here do not hold otherwise.
  private static func hasLoneSurrogate(_ bytes: [UInt8]) -> Bool {
    text(unescaped(bytes)).unicodeScalars.contains("\u{FFFD}")
  }

  private static func hasZeroWithExponent(_ bytes: [UInt8]) -> Bool {
    let numbers = bytes.split { !$0.isDigit && !"+-.eE".utf8.contains($0) }
    return numbers.contains { number in
      number.contains { $0 | 0x20 == UInt8(ascii: "e") } && isZero(number)
    }
  }

  /// Whether all digits of a number before its exponent are zeros.
  private static func isZero(_ number: ArraySlice<UInt8>) -> Bool {
    let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    return !mantissa.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
  }

  private static func hasNumberOutOfRange(_ bytes: [UInt8]) -> Bool {
    let numbers = bytes.split { !$0.isDigit && !"+-.eE".utf8.contains($0) }
    return numbers.contains { number in
      guard let value = Double(text(number)) else { return false }
      return !value.isFinite || (value == 0 && !isZero(number))
    }
  }

  /// Whether two members, of one object or not, have the same name. Escaped quotes in names may
  /// make this wrong.
  static func repeatsAName(_ bytes: [UInt8]) -> Bool {
    let pieces = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    let names = zip(pieces, pieces.dropFirst()).compactMap { piece, next in
      next.first { !$0.isJSONWhitespace } == UInt8(ascii: ":") ? unescaped(piece) : nil
    }
    return Set(names).count < names.count
  }

  private static func unescaped(_ bytes: some Collection<UInt8>) -> [UInt8] {
    JSONString.text(ofInside: Array(bytes).span)
  }
}
