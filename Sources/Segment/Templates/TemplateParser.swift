import JSON

/// Compiles a text with lookups (`${…}`) into a `Template`.
struct TemplateParser {
  let text: [UInt8]
  let surroundings: Surroundings
  var at = 0
  var lookupStart = 0
  var parts: [Template.Part] = []
  var pending: [UInt8] = []
  private var hasOuterText = false

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
      let dollars = dollarsBeforeBrace
      // Each pair is one dollar; what is left of an odd number begins a lookup.
      pending.append(contentsOf: repeatElement(UInt8(ascii: "$"), count: dollars / 2))
      at += dollars / 2 * 2
      if dollars % 2 == 1 {
        try parseLookup()
      } else {
        pending.append(text[at])
        at += 1
      }
    }
    flushText()
    return Template(parts: parts, hasOuterText: hasOuterText)
  }

  private mutating func flushText() {
    guard !pending.isEmpty else { return }
    parts.append(.text(pending))
    pending = []
  }

  func follows(_ literal: String) -> Bool {
    text[at...].starts(with: literal.utf8)
  }

  /// The number of dollars here, if `{` follows them; else 0.
  var dollarsBeforeBrace: Int {
    let end = text[at...].firstIndex { $0 != UInt8(ascii: "$") } ?? text.count
    return end < text.count && text[end] == UInt8(ascii: "{") ? end - at : 0
  }

  func error(_ reason: TemplateError.Reason) -> TemplateError {
    let end = text[lookupStart...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? text.count
    return TemplateError(
      reason: reason, lookup: String(decoding: text[lookupStart..<end], as: UTF8.self))
  }

  // MARK: Lookups

  /// Parses the lookup at `at`, from `${` to `}`: alternatives, then functions, then a default.
  private mutating func parseLookup() throws(TemplateError) {
    lookupStart = at
    at += 2
    if current == UInt8(ascii: "{") { throw doubleBraces }
    let nameStart = at
    var sources = [try parseSource(isFirst: true)]
    while follows("//") {
      at += 2
      sources.append(try parseSource(isFirst: false))
    }
    var functions: [TemplateFunction] = []
    while current == UInt8(ascii: "|") { functions.append(try parseFunction()) }
    if !functions.isEmpty, follows("//") { throw error(.alternativeBehindFunction) }
    if current != nil, current != UInt8(ascii: "}"), current != UInt8(ascii: ",") {
      throw error(unexpectedHere())
    }
    let name = trimmed(nameStart..<at)
    let fallback = try parseFallback()
    try append(sources, functions, fallback: fallback, name: name)
  }

  /// That of `${{ user.id }}`, which ends with two braces.
  private var doubleBraces: TemplateError {
    let end = text[lookupStart...].firstRange(of: "}}".utf8)?.upperBound ?? text.count
    let lookup = String(decoding: text[lookupStart..<end], as: UTF8.self)
    let path = ForeignLookup.path(in: String(lookup.dropFirst()))
    return TemplateError(reason: .doubleBraces(path: path), lookup: lookup)
  }

  /// Adds a lookup, or its text if that is the same for every event.
  private mutating func append(
    _ sources: [Source], _ functions: [TemplateFunction], fallback: [UInt8]?, name: String
  ) throws(TemplateError) {
    // Variables that are not set and files that cannot be read give way to what follows.
    let found = sources.filter { if case .missing = $0 { false } else { true } }
    if found.isEmpty, fallback == nil, case .missing(let reason)? = sources.last {
      throw error(reason)
    }
    if sources.count > 1, sources.dropLast().contains(where: \.isAlwaysThere) {
      throw error(.unreachable)
    }
    if found.isEmpty || found[0].constant != nil {
      let value = try applied(functions, to: found.first?.constant ?? nil)
      if let value {
        if case .outer? = found.first { hasOuterText = true }
        pending += Self.text(ofJSON: value.isEmpty ? fallback ?? [] : value)
        return
      }
    }
    let lookup = Template.Lookup(
      sources: found.compactMap(\.source), functions: functions, fallback: fallback, name: name)
    if lookup.sources.contains(.callUUID), found.count > 1 || !functions.isEmpty || fallback != nil
    {
      throw error(.misplacedCallUUID)
    }
    flushText()
    parts.append(.lookup(lookup))
  }

  /// What functions make of a value that is the same for every event.
  ///
  /// - Returns: empty for nothing; nil if that depends on the event.
  private func applied(
    _ functions: [TemplateFunction], to value: [UInt8]?
  ) throws(TemplateError) -> [UInt8]? {
    guard functions.allSatisfy(\.isPure) else { return value == nil ? [] : nil }
    guard let value else { return [] }
    var runner = FunctionRunner(namesOf: nil)
    do throws(FunctionRunner.Failure) {
      return try runner.run(functions, on: value.span) ?? []
    } catch {
      throw self.error(.notApplicable(function: error.function.rawValue, reason: error.reason))
    }
  }

  /// Parses `| word`.
  private mutating func parseFunction() throws(TemplateError) -> TemplateFunction {
    at += 1
    if current == UInt8(ascii: "|") { throw error(.foreignAlternative("||")) }
    skipSpaces()
    let start = at
    while let byte = current, !Self.endsName(byte), !follows("//") { at += 1 }
    let word = trimmed(start..<at)
    if let function = TemplateFunction(rawValue: word) { return function }
    let known = TemplateFunction.allCases.map(\.rawValue)
    throw error(.unknownFunction(word, nearest: nearest(word, in: known)))
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
        return JSONValidator.compacted(text[value].span)
      }
    }
    let start = at
    guard let end = text[at...].firstIndex(of: UInt8(ascii: "}")) else {
      throw error(.unterminated)
    }
    at = end + 1
    let plain = trimmed(start..<end)
    // A lookup as a default would end at its own brace and leave the other one behind.
    guard !plain.contains("${") else { throw error(.lookupInDefault) }
    return JSONString.quoted(plain)
  }

  mutating func skipSpaces() {
    while let byte = current, byte.isJSONWhitespace { at += 1 }
  }

  func trimmed(_ range: Range<Int>) -> String {
    var slice = text[range]
    while let byte = slice.first, byte.isJSONWhitespace { slice.removeFirst() }
    while let byte = slice.last, byte.isJSONWhitespace { slice.removeLast() }
    return String(decoding: slice, as: UTF8.self)
  }
}
