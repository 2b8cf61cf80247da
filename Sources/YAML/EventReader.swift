import CYAML

/// Reads events with libyaml; the only file that touches its pointers.
struct EventReader: ~Copyable {
  /// Allocated, since libyaml keeps pointers into the parser.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// A copy of the text, which has to stay in place as long as the parser.
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let standIns: StandIns?
  private var position = CharacterPosition()
  private var layout: LayoutCheck

  init(_ source: SourceText) throws(YAMLError) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw YAMLError(.outOfMemory, at: Mark(line: 1, column: 1))
    }
    input = .allocate(capacity: source.bytes.count)
    _ = input.initialize(from: source.bytes)
    standIns = source.standIns
    layout = LayoutCheck(text: source.bytes)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; after the end of the stream, its end again.
  mutating func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let start = position.offset(ofCharacter: event.start_mark.index, in: input)
    let end = position.offset(ofCharacter: event.end_mark.index, in: input)
    try layout.check(event, from: start, to: end)
    return Event(kind: kind(of: event, at: start), mark: Mark(event.start_mark))
  }

  private func kind(of event: yaml_event_t, at start: Int) -> Event.Kind {
    switch event.type {
    case YAML_STREAM_START_EVENT: .streamStart
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_ALIAS_EVENT: .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT: scalar(event, at: start)
    case YAML_SEQUENCE_START_EVENT:
      .sequenceStart(
        Event.Properties(
          anchor: Self.text(event.data.sequence_start.anchor),
          tag: Self.text(event.data.sequence_start.tag)))
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      .mappingStart(
        Event.Properties(
          anchor: Self.text(event.data.mapping_start.anchor),
          tag: Self.text(event.data.mapping_start.tag)))
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: .streamEnd
    }
  }

  private func scalar(_ event: yaml_event_t, at start: Int) -> Event.Kind {
    let scalar = event.data.scalar
    let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    var text = String(decoding: bytes, as: UTF8.self)
    if let standIns {
      let doubleQuoted = scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
      text = standIns.restoring(text, doubleQuoted: doubleQuoted)
    }
    var properties = Event.Properties(
      anchor: Self.text(scalar.anchor), tag: Self.text(scalar.tag))
    if isPlain, properties.tag == nil, hasNonSpecificTag(at: start, anchor: properties.anchor) {
      properties.tag = "!"
    }
    return .scalar(text: text, isPlain: isPlain, properties)
  }

  /// Whether the tag `!` stands before a plain scalar. libyaml does not tell `! 12` from `12`, so
  /// this looks at the text where the node begins; a plain scalar itself never begins with `!`.
  private func hasNonSpecificTag(at start: Int, anchor: String?) -> Bool {
    var rest = input[start...]
    if let anchor, rest.first == UInt8(ascii: "&") {
      rest = rest.dropFirst(1 + anchor.utf8.count)
      while let byte = rest.first, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "#")].contains(byte) {
        rest =
          byte == UInt8(ascii: "#")
          ? rest.drop { $0 != 0x0A && $0 != 0x0D } : rest.dropFirst()
      }
    }
    return rest.first == UInt8(ascii: "!")
  }

  private func failure() -> YAMLError {
    let parser = parser.pointee
    guard parser.error != YAML_MEMORY_ERROR, let problem = parser.problem else {
      return YAMLError(.outOfMemory, at: Mark(parser.mark))
    }
    let context = parser.context.map { String(cString: $0) }
    return YAMLError(
      .syntax(
        problem: String(cString: problem), context: context,
        opened: context.map { _ in Mark(parser.context_mark) }),
      at: Mark(parser.problem_mark))
  }

  private static func text(_ string: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    string.map { String(cString: $0) }
  }
}

extension Mark {
  /// libyaml counts lines and columns from 0, columns in characters.
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(clamping: mark.line) &+ 1, column: Int(clamping: mark.column) &+ 1)
  }
}

/// The byte offset of a character in a UTF-8 text. Going forwards through a text, all the searches
/// together pass over it once.
private struct CharacterPosition {
  private var character = 0
  private var offset = 0

  mutating func offset(ofCharacter wanted: Int, in text: UnsafeMutableBufferPointer<UInt8>) -> Int {
    if wanted < character {
      character = 0
      offset = 0
    }
    while character < wanted, offset < text.count {
      offset += 1
      while offset < text.count, text[offset] & 0xC0 == 0x80 { offset += 1 }
      character += 1
    }
    return offset
  }
}
