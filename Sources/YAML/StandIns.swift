/// Private-use characters in the place of what libyaml reads otherwise than YAML 1.2 or JSON:
///
/// - the backslashes of an escaped UTF-16 surrogate pair (`"\ud83d\ude00"`, how JSON writes
///   characters beyond U+FFFF), each half of which libyaml refuses;
/// - U+0085, U+2028 and U+2029, which are line breaks in YAML 1.1 and to libyaml, but ordinary
///   characters in YAML 1.2 and JSON.
///
/// Whether a backslash stands in a double-quoted scalar is known only after libyaml has read it, so
/// all pairs are hidden and each scalar is restored according to its style. One character replaces
/// one character, so marks stay right. The characters chosen occur nowhere in the text, neither as
/// such nor as an escape.
struct StandIns {
  private let backslash: Unicode.Scalar
  private let breaks: [(original: Unicode.Scalar, standIn: Unicode.Scalar)]

  /// Nil if there is nothing to hide, or if the text uses up all private-use characters.
  init?(for text: [UInt8]) {
    guard Self.needed(in: text) else { return nil }
    let used = Self.privateCharacters(in: text)
    let free = (UInt32(0x100000)...0x10FFFD).lazy
      .filter { !used.contains($0) }.compactMap(Unicode.Scalar.init).prefix(4)
    var candidates = free.makeIterator()
    guard let backslash = candidates.next(), let nextLine = candidates.next(),
      let lineSeparator = candidates.next(), let paragraphSeparator = candidates.next()
    else { return nil }
    self.backslash = backslash
    breaks = [
      ("\u{85}", nextLine), ("\u{2028}", lineSeparator), ("\u{2029}", paragraphSeparator),
    ]
  }

  /// The text with everything hidden that has a stand-in.
  func hiding(in text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + text.count / 4)
    var index = 0
    while index < text.count {
      if let pair = Self.surrogatePair(in: text, at: index) {
        for half in [pair.prefix(6), pair.suffix(6)] {
          result += UTF8.encode(backslash).map(Array.init) ?? []
          result += half.dropFirst()
        }
        index += pair.count
      } else if let found = breaks.first(where: { Self.has($0.original, in: text, at: index) }) {
        result += UTF8.encode(found.standIn).map(Array.init) ?? []
        index += UTF8.width(found.original)
      } else {
        let count = Self.step(in: text, at: index)
        result += text[index..<index + count]
        index += count
      }
    }
    return result
  }

  /// A scalar's text as it would be without stand-ins: a pair is one character if it was
  /// `doubleQuoted`, and the twelve characters as written if not.
  func restoring(_ text: String, doubleQuoted: Bool) -> String {
    var result = String.UnicodeScalarView()
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == backslash {
        if doubleQuoted, let character = Self.character(ofPair: rest.prefix(11)) {
          result.append(character)
          rest.removeFirst(11)
        } else {
          result.append("\\")
        }
      } else {
        result.append(breaks.first { $0.standIn == scalar }?.original ?? scalar)
      }
    }
    return String(result)
  }

  private static func needed(in text: [UInt8]) -> Bool {
    var index = 0
    while index < text.count {
      if surrogatePair(in: text, at: index) != nil || has("\u{85}", in: text, at: index)
        || has("\u{2028}", in: text, at: index) || has("\u{2029}", in: text, at: index)
      {
        return true
      }
      index += step(in: text, at: index)
    }
    return false
  }

  /// The characters from U+100000 on that the text holds, or could get from a `\U` escape.
  private static func privateCharacters(in text: [UInt8]) -> Set<UInt32> {
    var found = Set<UInt32>()
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars
    where scalar.value >= 0x100000 {
      found.insert(scalar.value)
    }
    for index in text.indices where text[index...].starts(with: #"\U"#.utf8) {
      if let value = hexadecimal(text[index...].dropFirst(2).prefix(8)) { found.insert(value) }
    }
    return found
  }

  /// How far to go on from `index`: over two backslashes, so that the second one begins no escape,
  /// else over one byte.
  private static func step(in text: [UInt8], at index: Int) -> Int {
    text[index...].starts(with: #"\\"#.utf8) ? 2 : 1
  }

  private static func has(_ scalar: Unicode.Scalar, in text: [UInt8], at index: Int) -> Bool {
    // All three break characters begin with one of these bytes.
    guard text[index] == 0xC2 || text[index] == 0xE2 else { return false }
    return UTF8.encode(scalar).map { text[index...].starts(with: $0) } ?? false
  }

  private static func surrogatePair(in text: [UInt8], at index: Int) -> ArraySlice<UInt8>? {
    let pair = text[index...].prefix(12)
    guard pair.count == 12, pair.starts(with: #"\u"#.utf8),
      pair.dropFirst(6).starts(with: #"\u"#.utf8),
      let high = hexadecimal(pair.dropFirst(2).prefix(4)), (0xD800...0xDBFF).contains(high),
      let low = hexadecimal(pair.suffix(4)), (0xDC00...0xDFFF).contains(low)
    else { return nil }
    return pair
  }

  /// The character that `uHHHH`, a stand-in and `uLLLL` spell.
  private static func character(
    ofPair text: Substring.UnicodeScalarView.SubSequence
  ) -> Unicode.Scalar? {
    let digits = text.map { UInt8(truncatingIfNeeded: $0.value) }
    guard digits.count == 11, let high = hexadecimal(digits[1..<5]), high >= 0xD800,
      let low = hexadecimal(digits[7...]), low >= 0xDC00
    else { return nil }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
  }

  /// The value of at most eight hexadecimal digits; nil if any byte is none.
  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
