import JSON

/// What a line that is no JSON object probably is, as far as its bytes tell.
public enum LineHint: Equatable, Sendable {
  /// Compressed; the program that restores it.
  case compressed(String)
  /// UTF-16, by its name for iconv.
  case utf16(String)
  /// Text that is not UTF-8, most likely Latin-1.
  case notUTF8
  /// Escapes with `\x`, as nginx writes them.
  case hexEscape
  /// A byte order mark within the input, as where files were joined.
  case byteOrderMark
  /// A word that JavaScript or Python knows, and JSON does not.
  case word(String)
  /// Text in single quotes, as Python prints it.
  case singleQuotes
  /// Events as servers send them to browsers.
  case serverSentEvent
  /// Several values on a line.
  case severalValues
  /// A part of JSON that is written over several lines.
  case severalLines
  /// Values between commas.
  case commas
  /// An array of events.
  case array

  /// What helps, as the end of a sentence.
  var text: String {
    switch self {
    case .compressed(let program): "the input is compressed: \(program) restores it"
    case .utf16(let name): "the input is UTF-16: iconv -f \(name) -t UTF-8 makes it UTF-8"
    case .notUTF8: "if it is Latin-1, iconv -f ISO-8859-1 -t UTF-8 makes it UTF-8"
    case .hexEscape: #"of nginx, "log_format NAME escape=json" writes no \x"#
    case .byteOrderMark:
      #"a byte order mark within the input: sed 's/^\xEF\xBB\xBF//' takes it away"#
    case .word(let word): "\(word) is no JSON"
    case .singleQuotes: "JSON has double quotes"
    case .serverSentEvent: "these are server-sent events: sed -n 's/^data: *//p' takes their data"
    case .severalValues: "jq -c . makes a line of each value"
    case .severalLines: "an event is one line: jq -c . makes it one"
    case .commas: "this looks like CSV: mlr --icsv --ojsonl cat makes events of it"
    case .array: "jq -c '.[]' makes a line of each element"
    }
  }

  private static let magic: [([UInt8], String)] = [
    ([0x1F, 0x8B], "zcat"), ([0x28, 0xB5, 0x2F, 0xFD], "zstdcat"), (Array("BZh".utf8), "bzcat"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xzcat"),
  ]
  private static let words = [
    "NaN", "Infinity", "-Infinity", "undefined", "None", "True", "False", "nil",
  ]

  /// The hint for a line that is not JSON; nil if there is no telling.
  static func hint(_ line: Span<UInt8>, _ error: JSONError) -> LineHint? {
    line.withUnsafeBufferPointer { hint($0, error) }
  }

  private static func hint(_ line: UnsafeBufferPointer<UInt8>, _ error: JSONError) -> LineHint? {
    for (bytes, program) in magic where line.starts(with: bytes) { return .compressed(program) }
    if let name = utf16(line) { return .utf16(name) }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { return .byteOrderMark }
    let rest = line[min(error.offset, line.count)...]
    for word in words where rest.starts(with: word.utf8) {
      let next = rest.dropFirst(word.utf8.count).first ?? UInt8(ascii: ",")
      if !isWordByte(next) { return .word(word) }
    }
    if [.expectedKey, .expectedValue].contains(error.reason), rest.first == UInt8(ascii: "'") {
      return .singleQuotes
    }
    for field in ["data:", "event:", "id:", "retry:", ": "] where line.starts(with: field.utf8) {
      return .serverSentEvent
    }
    if error.reason == .notUTF8 { return .notUTF8 }
    if error.reason == .badEscape, rest.dropFirst().first == UInt8(ascii: "x") { return .hexEscape }
    let first = line.first { !$0.isJSONWhitespace }
    if error.reason == .expectedEnd, rest.first == UInt8(ascii: "{"), first == rest.first {
      return .severalValues
    }
    if isPart(line, rest, error) {
      let isArray = first == UInt8(ascii: "[")
      return isArray ? .array : .severalLines
    }
    let isPlain =
      !line.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0D || "{[".utf8.contains($0) }
      && UTF8Sequence.isValid(Array(line).span)
    let separators = line.count { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x09 }
    return isPlain && separators > 0 ? .commas : nil
  }

  /// The kind of UTF-16 that a line is in; nil if in none. The first line of a text without a mark has its
  /// zeros before or behind the letters; those behind it begin with one in either kind.
  private static func utf16(_ line: UnsafeBufferPointer<UInt8>) -> String? {
    if line.starts(with: [0xFF, 0xFE]) || line.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard let zero = line.prefix(64).firstIndex(of: 0) else { return nil }
    return zero == 1 ? "UTF-16LE" : "UTF-16BE, or -f UTF-16LE,"
  }

  /// Whether it is a lone bracket, or a member alone.
  private static func isPart(
    _ line: UnsafeBufferPointer<UInt8>, _ rest: UnsafeBufferPointer<UInt8>.SubSequence,
    _ error: JSONError
  ) -> Bool {
    let marks = Array(line.lazy.filter { !$0.isJSONWhitespace }.prefix(3))
    if 1...2 ~= marks.count, marks.allSatisfy({ "{}[],".utf8.contains($0) }) { return true }
    return error.reason == .expectedEnd && marks.first == UInt8(ascii: "\"")
      && rest.first == UInt8(ascii: ":")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || byte == UInt8(ascii: "_")
  }
}
