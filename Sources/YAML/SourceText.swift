/// A text made fit for libyaml: checked UTF-8 without byte order mark, with stand-ins for what
/// libyaml reads otherwise than YAML 1.2. Every character stays in its line and column.
struct SourceText {
  let bytes: [UInt8]
  /// The stand-ins used in `bytes`; nil if there are none.
  let standIns: StandIns?

  init(_ text: [UInt8]) throws(YAMLError) {
    let body = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    try Self.check(body)
    let indented = Self.endingLastLine(Self.replacingOuterTabs(body))
    standIns = StandIns(for: indented)
    bytes = standIns?.hiding(in: indented) ?? indented
  }

  /// Ends a last line that has nothing but spaces. libyaml does not count it among the blank lines of a
  /// block scalar, which `|+` keeps, unless it is ended.
  private static func endingLastLine(_ text: [UInt8]) -> [UInt8] {
    text.last == 0x20 && text.last { $0 != 0x20 } == 0x0A ? text + [0x0A] : text
  }

  /// Refuses bytes that are not UTF-8 and characters that libyaml's reader would refuse. Its own
  /// errors there carry no line and column.
  private static func check(_ text: [UInt8]) throws(YAMLError) {
    var decoder = Unicode.UTF8.ForwardParser()
    var bytes = text.makeIterator()
    var line = 1
    var column = 1
    var afterReturn = false
    while true {
      switch decoder.parseScalar(from: &bytes) {
      case .emptyInput:
        return
      case .error:
        throw YAMLError(.notUTF8, at: Mark(line: line, column: column))
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        guard isPrintable(scalar) else {
          throw YAMLError(.controlCharacter(scalar.value), at: Mark(line: line, column: column))
        }
        if scalar == "\r" || (scalar == "\n" && !afterReturn) { line += 1 }
        column = scalar == "\r" || scalar == "\n" ? 1 : column + 1
        afterReturn = scalar == "\r"
      }
    }
  }

  /// The production `c-printable` of YAML 1.2.2, section 5.1, without the byte order mark.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF: true
    case 0xE000...0xFFFD: scalar.value != 0xFEFF
    default: scalar.value >= 0x10000
    }
  }

  /// Turns tabs before and after a JSON text into spaces.
  ///
  /// libyaml takes tabs between the tokens of a flow collection but not around it, where they could
  /// be block indentation. A document that begins with `{` or `[` is that one flow collection (as
  /// the key of a block mapping it would be refused), so the white space around it means nothing.
  private static func replacingOuterTabs(_ text: [UInt8]) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    guard let first = text.firstIndex(where: { !isBlank($0) }),
      let last = text.lastIndex(where: { !isBlank($0) }),
      text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[")
    else { return text }
    var result = text
    for index in text.indices where text[index] == 0x09 && (index < first || index > last) {
      result[index] = 0x20
    }
    return result
  }
}
