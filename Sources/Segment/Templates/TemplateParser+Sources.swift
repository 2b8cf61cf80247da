import JSON

// Where a value comes from.
extension TemplateParser {
  /// What stands between `${`, `//`, `|`, `,` and `}`.
  enum Source {
    case lookup(Template.Lookup.Source)
    /// The value of a variable or the text of a file, as JSON.
    case outer([UInt8])
    /// A variable that is not set, or a file that cannot be read.
    case missing(TemplateError.Reason)

    var source: Template.Lookup.Source? {
      switch self {
      case .lookup(let source): source
      case .outer(let value): .constant(value)
      case .missing: nil
      }
    }

    /// Its value, as JSON, if that is the same for every event.
    var constant: [UInt8]? {
      if case .constant(let value)? = source { value } else { nil }
    }

    /// Whether the config alone says that it is there.
    var isAlwaysThere: Bool {
      switch self {
      case .lookup(.inputLine), .lookup(.callUUID): true
      case .lookup(.constant(let value)): value != Array("null".utf8)
      case .lookup(.event(let path)): path.isEmpty
      case .outer, .missing: false
      }
    }
  }

  mutating func parseSource(isFirst: Bool) throws(TemplateError) -> Source {
    skipSpaces()
    if let word = sourceWord() { return try parseSource(word) }
    if !isFirst, let literal = parseLiteral() { return .lookup(.constant(literal)) }
    return .lookup(.event(try parsePath()))
  }

  /// Parses JSON after `//`; nil if a path stands there.
  private mutating func parseLiteral() -> [UInt8]? {
    guard let range = JSONValidator.value(at: at, in: text.span) else { return nil }
    let literal = JSONValidator.compacted(text[range].span)
    // `["a key"]` and `[0]` are steps of a path.
    if literal.first == UInt8(ascii: "["), literal.count > 2 { return nil }
    let start = at
    at = range.upperBound
    skipSpaces()
    guard endsPath else {
      at = start
      return nil
    }
    return literal
  }

  /// The word before a colon at the start of a source, as in `env:NAME`; nil for a path.
  private func sourceWord() -> String? {
    let word = text[at...].prefix { !Self.endsName($0) && $0 != UInt8(ascii: ":") }
    guard word.endIndex < text.count, text[word.endIndex] == UInt8(ascii: ":") else { return nil }
    let name = String(decoding: word, as: UTF8.self)
    return name.contains("//") ? nil : name
  }

  mutating func parseSource(_ word: String) throws(TemplateError) -> Source {
    guard ["env", "file", "input", "call"].contains(word) else {
      throw error(.unknownSource(word))
    }
    at += word.utf8.count + 1
    let nameStart = at
    while !endsSourceName { at += 1 }
    let name = trimmed(nameStart..<at)
    if current == nil { throw error(.unterminated) }
    guard !name.isEmpty else { throw error(.emptyName) }
    switch (word, name) {
    case ("env", _): return variable(name)
    case ("file", _): return file(name)
    case ("input", "line"): return .lookup(.inputLine)
    case ("call", "uuid"): return .lookup(.callUUID)
    default: throw error(.unknownInput(source: word, name))
    }
  }

  /// Whether the name of a variable or file is over. A path may have two slashes in it, but not behind
  /// a space.
  private var endsSourceName: Bool {
    guard let byte = current else { return true }
    switch byte {
    case UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "|"): return true
    default: return follows("//") && text[at - 1].isJSONWhitespace
    }
  }

  private func variable(_ name: String) -> Source {
    guard let value = surroundings.variable(name) else { return .missing(.unsetVariable(name)) }
    return .outer(JSONString.quoted(value))
  }

  private func file(_ path: String) -> Source {
    do throws(Surroundings.Unreadable) {
      var bytes = try surroundings.file(path)
      if bytes.last == 0x0A { bytes.removeLast() }
      if bytes.last == 0x0D { bytes.removeLast() }
      guard UTF8Sequence.isValid(bytes.span) else {
        throw Surroundings.Unreadable(reason: "its text is not valid UTF-8")
      }
      return .outer(JSONString.quoted(bytes.span))
    } catch {
      return .missing(.unreadableFile(path: path, reason: error.reason))
    }
  }

  /// A JSON value as it stands in longer text: a string as it is, null as nothing.
  static func text(ofJSON value: [UInt8]) -> [UInt8] {
    guard let first = value.first else { return [] }
    return switch JSONKind(firstByte: first) {
    case .string: JSONString.text(of: value)
    case .null: []
    default: JSONValidator.compacted(value.span)
    }
  }
}
