/// Why a text is no write key. Segment would answer 200 to it and drop every call, so what people
/// take for one by mistake is told before the first event.
public enum WriteKeyFault: Equatable, Sendable {
  /// It begins with a byte order mark, as files of some editors do.
  case byteOrderMark
  /// It goes over several lines.
  case severalLines
  /// A placeholder such as `<your-key>` or `{{key}}` was left in.
  case placeholder
  /// It is the name of a variable as a shell has it.
  case shellVariable
  /// It has quotes, as in a file that does not know them.
  case quoted
  /// It is an assignment, `NAME=value`.
  case assignment
  /// It has a colon, as in `name: value` or in credentials.
  case colon
  /// It holds white space or a comma.
  case severalWords
  /// It holds a character that no header may, or that is not ASCII.
  case character

  /// Looks at a key. Segment's own have letters and digits only, other servers' some marks.
  init?(in key: [UInt8]) {
    let text = String(decoding: key, as: UTF8.self)
    let scalars = text.unicodeScalars
    if scalars.first == "\u{FEFF}" {
      self = .byteOrderMark
    } else if scalars.contains(where: { $0 == "\n" || $0 == "\r" }) {
      self = .severalLines
    } else if scalars.contains("<") {
      self = .placeholder
    } else if scalars.contains(where: Self.quotes.contains) {
      self = .quoted
    } else if scalars.contains("$") {
      self = .shellVariable
    } else if scalars.contains("{") {
      self = .placeholder
    } else if scalars.contains("=") {
      self = .assignment
    } else if scalars.contains(":") {
      self = .colon
    } else if scalars.contains(where: { $0 == "," || $0.properties.isWhitespace }) {
      self = .severalWords
    } else if !key.allSatisfy({ 0x21...0x7E ~= $0 }) {
      // Basic authentication knows no character set.
      self = .character
    } else {
      return nil
    }
  }

  /// Straight and typographic ones, and the backtick.
  private static let quotes: Set<Unicode.Scalar> = [
    "'", "\"", "`", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201C}", "\u{201D}", "\u{201E}",
    "\u{AB}", "\u{BB}",
  ]
}
