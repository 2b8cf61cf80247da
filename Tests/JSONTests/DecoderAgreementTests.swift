import JSON
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Any JSON value, decoded down to its last string and number.
private enum DecodedValue: Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([DecodedValue])
  case object([String: DecodedValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let boolean = try? container.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let object = try? container.decode([String: DecodedValue].self) {
      self = .object(object)
    } else {
      self = .array(try container.decode([DecodedValue].self))
    }
  }
}

/// Foundation's decoder and the validator must accept the same texts, but for known differences.
struct DecoderAgreementTests {
  /// Where the two differ, and why that is right.
  private enum Difference {
    /// The decoder refuses a `\u` surrogate without partner; RFC 8259, section 8.2, allows it.
    case loneSurrogate
    /// The decoder refuses a number that `Double` cannot hold, also one so small that it becomes 0;
    /// numbers are kept as text here.
    case outOfRange
    /// The decoder refuses a text that is `0e1` to `0e9`, which the grammar allows.
    case zeroWithExponent
    /// The decoder takes one comma behind the last element or member.
    case trailingComma
    /// The decoder passes over a byte order mark and guesses UTF-16 and UTF-32 from null bytes.
    case encoding
    /// The decoder does not look at a value that another of the same name replaces.
    case duplicateName
  }

  private static let seeds = [
    #"{"id":7,"u\u0065":{"é":[1.10,-0.5e+10,true]}}"#,
    #" [ "\ud83d\ude00\n", null , {"a":{},"b":[]}, 1E-2, 0 ] "#,
    #"{"x":"\"\\\/","y":false,"z":"😀 text"}"#,
    #"[[[]],{"k":{"k":[0,-1,"",{"k":12345678901234567890}]}}]"#,
  ]

  @Test(arguments: 0..<4)
  func agreeOnMutations(_ part: Int) throws {
    var random = SeededGenerator(seed: UInt64(part))
    var accepted = 0
    for round in 0..<5000 {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, using: &random) }
      let valid = firstError(bytes) == nil
      if valid { accepted += 1 }
      if valid != decodes(bytes), difference(bytes, accepted: valid) == nil {
        Issue.record("only one accepts \(bytes): \(text(bytes)), the validator: \(valid)")
      }
    }
    #expect(accepted > 400)
  }

  @Test func agreeOnTheCorpus() throws {
    for corpus in ["accept", "reject", "either"].flatMap(Corpus.files) {
      for entry in try corpus.cases() {
        let valid = firstError(entry.bytes) == nil
        if valid != decodes(entry.bytes), difference(entry.bytes, accepted: valid) == nil {
          Issue.record("only one accepts \(entry.place), the validator: \(valid)")
        }
      }
    }
  }

  private func decodes(_ bytes: [UInt8]) -> Bool {
    (try? JSONDecoder().decode(DecodedValue.self, from: Data(bytes))) != nil
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let place = Int.random(in: 0..<max(bytes.count, 1), using: &random)
    let syntax = Array(#"{}[]:,"\/ue01-+.E tn"#.utf8) + [0x00, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xED]
    let byte = syntax.randomElement(using: &random) ?? 0
    guard place < bytes.count else { return bytes.append(byte) }
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = byte
    case 2: bytes.insert(byte, at: place)
    case 3: bytes.remove(at: place)
    case 4: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
    case 5: bytes.removeSubrange(place..<min(place + 4, bytes.count))
    default: bytes.insert(contentsOf: bytes[place..<min(place + 6, bytes.count)], at: place)
    }
  }

  /// The known difference that explains why the two do not agree on a text.
  private func difference(_ bytes: [UInt8], accepted: Bool) -> Difference? {
    if bytes.prefix(4).contains(0) || [0xEF, 0xFE, 0xFF].contains(bytes.first) { return .encoding }
    guard accepted else {
      if firstError(withoutTrailingCommas(bytes)) == nil { return .trailingComma }
      return repeatsAName(bytes) ? .duplicateName : nil
    }
    if hasLoneSurrogate(bytes) { return .loneSurrogate }
    if hasNumberOutOfRange(bytes) { return .outOfRange }
    return text(bytes).lowercased().hasPrefix("0e") ? .zeroWithExponent : nil
  }

  private func withoutTrailingCommas(_ bytes: [UInt8]) -> [UInt8] {
    bytes.indices.filter { index in
      let next = bytes[(index + 1)...].first { !$0.isJSONWhitespace }
      let trails = next == UInt8(ascii: "]") || next == UInt8(ascii: "}")
      return !(trails && bytes[index] == UInt8(ascii: ","))
    }.map { bytes[$0] }
  }

  /// Whether unescaping a valid text yields U+FFFD, which the texts here do not hold otherwise.
  private func hasLoneSurrogate(_ bytes: [UInt8]) -> Bool {
    var unescaped: [UInt8] = []
    JSONString.unescape(bytes.span, into: &unescaped)
    return text(unescaped).unicodeScalars.contains("\u{FFFD}")
  }

  private func hasNumberOutOfRange(_ bytes: [UInt8]) -> Bool {
    let numbers = bytes.split { !$0.isDigit && !"+-.eE".utf8.contains($0) }
    return numbers.contains { number in
      guard let value = Double(text(number)) else { return false }
      let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
      let isZero = !mantissa.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      return !value.isFinite || (value == 0 && !isZero)
    }
  }

  private func repeatsAName(_ bytes: [UInt8]) -> Bool {
    let pieces = bytes.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    let names = zip(pieces, pieces.dropFirst()).compactMap { piece, next in
      next.first { !$0.isJSONWhitespace } == UInt8(ascii: ":") ? Array(piece) : nil
    }
    return Set(names).count < names.count
  }
}
