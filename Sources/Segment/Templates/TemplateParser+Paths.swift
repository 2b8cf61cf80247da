import JSON

// Paths into the event.
extension TemplateParser {
  mutating func parsePath() throws(TemplateError) -> [PathStep] {
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

  var current: UInt8? { at < text.count ? text[at] : nil }

  /// Whether the path is over: `}`, or what may precede it, or (an error found later) the end.
  var endsPath: Bool {
    switch current {
    case nil, UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "|"): true
    default: follows("//")
    }
  }

  static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  func unexpectedHere() -> TemplateError.Reason {
    .unexpected(String(String(decoding: text[at...], as: UTF8.self).prefix(1)))
  }

  /// Whether a character is one of jq's rather than of a name: `${a?}` means something there. A key
  /// that has it is written in brackets and quotes.
  private static func isOdd(_ character: Character) -> Bool {
    "?*()$\\".contains(character)
  }

  private mutating func parseName() throws(TemplateError) -> PathStep {
    let start = at
    while let byte = current, !Self.endsName(byte), !follows("//") { at += 1 }
    let name = trimmed(start..<at)
    if name.contains("??") { throw error(.foreignAlternative("??")) }
    if name.contains(":-") { throw error(.shellDefault) }
    if let sign = ["/", "*", "+", "-"].first(where: { name.contains(" \($0) ") }) {
      throw error(.arithmetic(sign))
    }
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
      at = literal.upperBound + 1
      return .member(JSONString.text(of: text.span.extracting(literal)))
    }
    while let byte = current, byte.isDigit || byte == UInt8(ascii: "-") { at += 1 }
    guard let index = Int(trimmed(start..<at)), isClosing(at) else { throw error(.badIndex) }
    at += 1
    return .element(index)
  }

  private func isClosing(_ index: Int) -> Bool {
    index < text.count && text[index] == UInt8(ascii: "]")
  }
}
