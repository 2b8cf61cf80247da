import JSON

/// Compiles a text with lookups (`${…}`) into a `Template`.
struct TemplateParser {
  private let text: [UInt8]
  private let surroundings: Surroundings
  private var at = 0
  private var lookupStart = 0
  private var parts: [Template.Part] = []
  private var pending: [UInt8] = []

  private init(_ text: String, _ surroundings: Surroundings) {
    self.text = Array(text.utf8)
    self.surroundings = surroundings
  }

  /// Compiles `text`.
  static func parse(
    _ text: String, in surroundings: Surroundings
  ) throws(TemplateError) -> Template {
    var parser = TemplateParser(text, surroundings)
    return try parser.parse()
  }

  private mutating func parse() throws(TemplateError) -> Template {
    while at < text.count {
      if follows("$${") {
        pending.append("${")
        at += 3
      } else if follows("${") {
        try parseLookup()
      } else {
        pending.append(text[at])
        at += 1
      }
    }
    flushText()
    return Template(parts: parts)
  }

  private mutating func flushText() {
    guard !pending.isEmpty else { return }
    parts.append(.text(pending))
    pending = []
  }

  private func follows(_ literal: String) -> Bool {
    text[at...].starts(with: literal.utf8)
  }

  private func error(_ reason: TemplateError.Reason) -> TemplateError {
    let end = text[lookupStart...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? text.count
    return TemplateError(
      reason: reason, lookup: String(decoding: text[lookupStart..<end], as: UTF8.self))
  }

  /// Parses the lookup at `at`, from `${` to `}`.
  private mutating func parseLookup() throws(TemplateError) {
    lookupStart = at
    at += 2
    skipSpaces()
    if let word = sourceWord() {
      try parseSource(word)
    } else {
      try parseEventLookup()
    }
  }

  private mutating func parseEventLookup() throws(TemplateError) {
    let nameStart = at
    let path = try parsePath()
    let name = trimmed(nameStart..<at)
    let fallback = try parseFallback()
    flushText()
    parts.append(.lookup(.init(source: .event(path), fallback: fallback, name: name)))
  }

  // MARK: Sources other than the event

  /// The word before a colon at the start of a lookup, as in `env:NAME`; nil for a path.
  private func sourceWord() -> String? {
    let word = text[at...].prefix { !Self.endsName($0) && $0 != UInt8(ascii: ":") }
    guard word.endIndex < text.count, text[word.endIndex] == UInt8(ascii: ":") else { return nil }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func parseSource(_ word: String) throws(TemplateError) {
    guard ["env", "file", "input"].contains(word) else { throw error(.unknownSource(word)) }
    at += word.utf8.count + 1
    let nameStart = at
    while at < text.count, text[at] != UInt8(ascii: "}"), text[at] != UInt8(ascii: ",") { at += 1 }
    let name = trimmed(nameStart..<at)
    let fallback = try parseFallback()
    guard !name.isEmpty else { throw error(.emptyName) }
    switch word {
    case "env": try appendVariable(name, fallback: fallback)
    case "file": try appendFile(name, fallback: fallback)
    default:
      guard name == "line" else { throw error(.unknownInput(name)) }
      flushText()
      parts.append(.lookup(.init(source: .inputLine, fallback: nil, name: "input:line")))
    }
  }

  private mutating func appendVariable(_ name: String, fallback: [UInt8]?) throws(TemplateError) {
    if let value = surroundings.variable(name) {
      pending.append(contentsOf: value.utf8)
    } else if let fallback {
      Self.appendText(ofJSON: fallback, to: &pending)
    } else {
      throw error(.unsetVariable(name))
    }
  }

  private mutating func appendFile(_ path: String, fallback: [UInt8]?) throws(TemplateError) {
    do throws(Surroundings.Unreadable) {
      var bytes = try surroundings.file(path)
      if bytes.last == 0x0A { bytes.removeLast() }
      if bytes.last == 0x0D { bytes.removeLast() }
      guard UTF8Sequence.isValid(bytes.span) else {
        throw Surroundings.Unreadable(reason: "its text is not valid UTF-8")
      }
      pending.append(contentsOf: bytes)
    } catch {
      guard let fallback else {
        throw self.error(.unreadableFile(path: path, reason: error.reason))
      }
      Self.appendText(ofJSON: fallback, to: &pending)
    }
  }

  /// Appends a JSON value as it stands in longer text: a string as it is, null as nothing.
  private static func appendText(ofJSON value: [UInt8], to output: inout [UInt8]) {
    switch JSONKind(firstByte: value.first ?? 0) {
    case .string: JSONString.unescape(value[1..<value.count - 1].span, into: &output)
    case .null: break
    default: JSONValidator.compact(value.span, into: &output)
    }
  }

  // MARK: Paths

  private mutating func parsePath() throws(TemplateError) -> [PathStep] {
    var steps: [PathStep] = []
    if current == UInt8(ascii: ".") {
      at += 1
      skipSpaces()
      if endsPath { return [] }
    }
    while true {
      if current == UInt8(ascii: "[") {
        steps.append(try parseIndex())
        skipSpaces()
      } else {
        steps.append(try parseName())
      }
      if endsPath { break }
      if current == UInt8(ascii: ".") {
        at += 1
      } else if current != UInt8(ascii: "[") {
        throw error(unexpectedHere())
      }
    }
    guard steps.count <= JSONLimits.depth else {
      throw error(.tooManySteps(limit: JSONLimits.depth))
    }
    let numbers = steps.filter { if case .either = $0 { true } else { false } }.count
    guard numbers <= PathTree.eitherStepLimit else {
      throw error(.tooManyNumbers(limit: PathTree.eitherStepLimit))
    }
    return steps
  }

  private var current: UInt8? { at < text.count ? text[at] : nil }

  /// Whether the path is over: `}`, or `,` before a default, or (an error found later) the end.
  private var endsPath: Bool {
    current == nil || current == UInt8(ascii: "}") || current == UInt8(ascii: ",")
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  private func unexpectedHere() -> TemplateError.Reason {
    .unexpected(String(String(decoding: text[at...], as: UTF8.self).prefix(1)))
  }

  /// Whether a character is one of jq's rather than of a name: `${a | tostring}`, `${a // 3}` and
  /// `${a?}` mean something there. A key that has it is written in brackets and quotes.
  private static func isOdd(_ character: Character) -> Bool {
    "|?*()$\\".contains(character)
  }

  private mutating func parseName() throws(TemplateError) -> PathStep {
    let start = at
    while let byte = current, !Self.endsName(byte) { at += 1 }
    let name = trimmed(start..<at)
    if name.contains("//") { throw error(.unexpected("//")) }
    if let odd = name.first(where: Self.isOdd) { throw error(.unexpected(String(odd))) }
    guard !name.isEmpty else {
      if current == nil { throw error(.unterminated) }
      throw error(endsPath || current == UInt8(ascii: ".") ? .emptyName : unexpectedHere())
    }
    let bytes = Array(name.utf8)
    if bytes.allSatisfy(\.isDigit), let index = Int(name) { return .either(bytes, index) }
    return .member(bytes)
  }

  /// Parses `[0]`, `[-1]` or `["a key"]`.
  private mutating func parseIndex() throws(TemplateError) -> PathStep {
    at += 1
    let start = at
    if current == UInt8(ascii: "\"") {
      guard let literal = JSONValidator.value(at: at, in: text.span), isClosing(literal.upperBound)
      else { throw error(.badIndex) }
      var name: [UInt8] = []
      let inside = literal.lowerBound + 1..<literal.upperBound - 1
      JSONString.unescape(text[inside].span, into: &name)
      at = literal.upperBound + 1
      return .member(name)
    }
    while let byte = current, byte.isDigit || byte == UInt8(ascii: "-") { at += 1 }
    guard let index = Int(trimmed(start..<at)), isClosing(at) else { throw error(.badIndex) }
    at += 1
    return .element(index)
  }

  private func isClosing(_ index: Int) -> Bool {
    index < text.count && text[index] == UInt8(ascii: "]")
  }

  // MARK: Defaults

  /// Parses `, default}` or `}`.
  ///
  /// - Returns: the default as JSON. What reads as JSON up to the closing brace is that value;
  ///   anything else is text up to the first closing brace.
  private mutating func parseFallback() throws(TemplateError) -> [UInt8]? {
    guard let byte = current else { throw error(.unterminated) }
    at += 1
    if byte == UInt8(ascii: "}") { return nil }
    skipSpaces()
    if let value = JSONValidator.value(at: at, in: text.span) {
      var end = value.upperBound
      while end < text.count, text[end].isJSONWhitespace { end += 1 }
      if end < text.count, text[end] == UInt8(ascii: "}") {
        at = end + 1
        var literal: [UInt8] = []
        JSONValidator.compact(text[value].span, into: &literal)
        return literal
      }
    }
    let start = at
    guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")) else {
      throw error(.unterminated)
    }
    at = end + 1
    let plain = trimmed(start..<end)
    // A lookup as a default would end at its own brace and leave the other one behind.
    guard !plain.contains("${") else { throw error(.unexpected("${")) }
    var literal: [UInt8] = []
    JSONString.quote(plain, into: &literal)
    return literal
  }

  private mutating func skipSpaces() {
    while let byte = current, byte.isJSONWhitespace { at += 1 }
  }

  private func trimmed(_ range: Range<Int>) -> String {
    var slice = text[range]
    while let byte = slice.first, byte.isJSONWhitespace { slice.removeFirst() }
    while let byte = slice.last, byte.isJSONWhitespace { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}
