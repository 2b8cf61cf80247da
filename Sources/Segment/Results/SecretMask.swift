import JSON

/// Hides the write key, and other secrets, in text from outside: a server or proxy may repeat the
/// request in its answer.
public struct SecretMask: Sendable {
  private static let mask = Array("***".utf8)
  /// Shorter keys than this are no real ones (Segment's have 32 characters), and hiding each of
  /// their occurrences would spoil text that has nothing to do with them.
  private static let shortestKey = 8

  /// Of a proxy's.
  private static let shortestSecret = 4

  /// The forms of the key that are hidden, the longest first.
  private let forms: [[UInt8]]

  /// Makes a mask for a write key: as it is, percent-encoded, and as basic authentication has it,
  /// each also as JSON strings spell it.
  ///
  /// - Parameter proxyCredentials: user name and password of a proxy, as its URL has them. They are
  ///   hidden together, as they are there, percent-decoded and as basic authentication has them; the
  ///   password, unless it is very short, also alone.
  /// - Parameter headerValues: what secret headers say; of several words, as of `Bearer abc`, the last
  ///   one is hidden alone, too.
  public init(writeKey: String, proxyCredentials: String? = nil, headerValues: [String] = []) {
    let key = Array(writeKey.utf8)
    let basic = Array(BasicCredentials.text(writeKey: writeKey).utf8)
    let encoded = Self.percentEncoded(key)
    let plain = key.count < Self.shortestKey ? [] : encoded == key ? [key] : [encoded, key]
    let proxy = proxyCredentials.map { Self.forms(ofCredentials: Array($0.utf8)) } ?? []
    let headers = headerValues.flatMap { [$0[...], $0.split(separator: " ").last ?? ""] }
      .map { Array($0.utf8) }.filter { $0.count >= Self.shortestKey }
    forms = ([basic] + plain + proxy + headers).flatMap(Self.spellings).sorted {
      $0.count > $1.count
    }
  }

  private static func forms(ofCredentials both: [UInt8]) -> [[UInt8]] {
    let colon = UInt8(ascii: ":")
    // libcurl splits first and decodes then.
    let halves = both.split(separator: colon, maxSplits: 1, omittingEmptySubsequences: false)
    let password = halves.count > 1 ? Array(halves[1]) : []
    let decoded = percentDecoded(Array(halves[0])) + [colon] + percentDecoded(password)
    let basic = Array(BasicCredentials.text(pair: decoded).utf8)
    let texts = [both, decoded, password, percentDecoded(password), basic]
    return Set(texts).filter { $0.count >= shortestSecret }
  }

  /// Hides the key in a text; leaves the text as it is if the key is not there.
  public func hide(in text: inout [UInt8]) {
    for form in forms where text.count >= form.count { Self.replace(form, in: &text) }
  }

  /// Hides the key in a text.
  public func hiding(_ text: String) -> String {
    var bytes = Array(text.utf8)
    hide(in: &bytes)
    return Self.hidingCredentials(String(decoding: bytes, as: UTF8.self))
  }

  /// Hides what stands between `://` and `@` of URLs, which libcurl may have spelt in its own way.
  private static func hidingCredentials(_ text: String) -> String {
    guard let mark = text.firstRange(of: "://") else { return text }
    let rest = text[mark.upperBound...]
    let word = rest.prefix { !$0.isWhitespace }
    guard let end = word.lastIndex(of: "@") else {
      return text[..<mark.upperBound] + hidingCredentials(String(rest))
    }
    return text[..<mark.upperBound] + "***" + hidingCredentials(String(rest[end...]))
  }

  /// A secret as it is and, where that differs, inside JSON strings, which may escape `/` too.
  private static func spellings(_ secret: [UInt8]) -> [[UInt8]] {
    let escaped = JSONString.escaped(secret.span)
    let slash = UInt8(ascii: "/")
    let slashed = escaped.flatMap { $0 == slash ? [UInt8(ascii: "\\"), slash] : [$0] }
    return [secret] + (escaped == secret ? [] : [escaped]) + (slashed == escaped ? [] : [slashed])
  }

  private static func replace(_ form: [UInt8], in text: inout [UInt8]) {
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index + form.count <= text.count {
      if text[index] == form[0], text[index..<index + form.count].elementsEqual(form) {
        result += text[copied..<index]
        result += mask
        index += form.count
        copied = index
      } else {
        index += 1
      }
    }
    if copied > 0 { text = result + text[copied...] }
  }

  private static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = 0
    while index < text.count {
      let digits = text[index...].prefix(3).dropFirst()
      if text[index] == UInt8(ascii: "%"), digits.count == 2, digits.first != UInt8(ascii: "+"),
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(text[index])
        index += 1
      }
    }
    return decoded
  }

  private static func percentEncoded(_ key: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return key.flatMap { byte -> [UInt8] in
      let letter = byte | 0x20
      let isUnreserved =
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter && byte < 0x80)
        || Array("-._~".utf8).contains(byte)
      return isUnreserved
        ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}
