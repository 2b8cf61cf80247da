import JSON
import YAML

/// Reads a config that is JSON, as it is: libyaml, which reads the others, takes JSON as YAML, where a
/// key has at most 1024 characters and stands on one line with its colon.
public struct JSONDocument {
  private let text: [UInt8]
  private var at = 0
  private var line = 1
  /// The column of the character at `counted`, from 1.
  private var column = 1
  private var counted = 0
  private var nodes = 0

  private init(_ text: [UInt8]) { self.text = text }

  /// The root node; nil if the text is no valid JSON object or array.
  ///
  /// - Throws: a name that stands twice in an object, or a limit that is passed, as of YAML.
  public static func parse(_ text: [UInt8]) throws(YAMLError) -> Node? {
    let body = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    let first = body.first { !$0.isJSONWhitespace }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      JSONValidator.firstError(in: body.span) == nil
    else { return nil }
    var document = JSONDocument(body)
    return try document.node(level: 1)
  }

  private mutating func node(level: Int) throws(YAMLError) -> Node {
    skipWhiteSpace()
    let mark = mark()
    nodes += 1
    guard nodes <= Document.nodeLimit else {
      throw YAMLError(.tooManyNodes(limit: Document.nodeLimit), at: mark)
    }
    let isCollection = text[at] == UInt8(ascii: "{") || text[at] == UInt8(ascii: "[")
    guard !isCollection || level <= Document.levelLimit else {
      throw YAMLError(.tooDeep(limit: Document.levelLimit), at: mark)
    }
    switch text[at] {
    case UInt8(ascii: "{"): return Node(content: .mapping(try pairs(level)), mark: mark)
    case UInt8(ascii: "["): return Node(content: .sequence(try elements(level)), mark: mark)
    case UInt8(ascii: "\""):
      return Node(content: .scalar(Scalar(text: string(), value: .string)), mark: mark)
    default: return Node(content: .scalar(scalar()), mark: mark)
    }
  }

  private mutating func pairs(_ level: Int) throws(YAMLError) -> [Node.Pair] {
    var pairs: [Node.Pair] = []
    var written: [[UInt8]: Mark] = [:]
    guard opens() else { return [] }
    repeat {
      let key = try node(level: level + 1)
      let name = key.scalarText ?? ""
      if let first = written.updateValue(key.mark, forKey: Array(name.utf8)) {
        throw YAMLError(.duplicateKey(name, first: first), at: key.mark)
      }
      skipWhiteSpace()
      // The colon.
      at += 1
      pairs.append(Node.Pair(key: key, value: try node(level: level + 1)))
    } while goesOn()
    return pairs
  }

  private mutating func elements(_ level: Int) throws(YAMLError) -> [Node] {
    var elements: [Node] = []
    guard opens() else { return [] }
    repeat { elements.append(try node(level: level + 1)) } while goesOn()
    return elements
  }

  /// Passes over an opening bracket, and over the closing one if that follows; whether anything stands
  /// between them.
  private mutating func opens() -> Bool {
    at += 1
    skipWhiteSpace()
    guard text[at] == UInt8(ascii: "}") || text[at] == UInt8(ascii: "]") else { return true }
    at += 1
    return false
  }

  /// Passes over a comma or the closing bracket; whether it was a comma.
  private mutating func goesOn() -> Bool {
    skipWhiteSpace()
    at += 1
    return text[at - 1] == UInt8(ascii: ",")
  }

  private mutating func string() -> String {
    let start = at
    at += 1
    while text[at] != UInt8(ascii: "\"") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
    at += 1
    return String(decoding: JSONString.text(of: text.span.extracting(start..<at)), as: UTF8.self)
  }

  /// A number, a boolean or null.
  private mutating func scalar() -> Scalar {
    let end = text[at...].firstIndex { ",]}".utf8.contains($0) || $0.isJSONWhitespace }
    let word = String(decoding: text[at..<(end ?? text.count)], as: UTF8.self)
    at = end ?? text.count
    let isWhole = !word.contains { ".eE".contains($0) }
    let value: Scalar.Value =
      switch word {
      case "null": .null
      case "true": .bool(true)
      case "false": .bool(false)
      default: isWhole ? .integer(json: word) : .float(json: word)
      }
    return Scalar(text: word, value: value)
  }

  // MARK: Places

  /// Where the reader is: the line, and the character in it.
  private mutating func mark() -> Mark {
    // From where they were counted last, for all may stand in one line.
    column += text[counted..<at].count { $0 & 0xC0 != 0x80 }
    counted = at
    return Mark(line: line, column: column)
  }

  private mutating func skipWhiteSpace() {
    while at < text.count, text[at].isJSONWhitespace {
      // A carriage return ends a line too, with the line feed behind it or alone.
      let isEnd =
        text[at] == 0x0A || (text[at] == 0x0D && (at + 1 == text.count || text[at + 1] != 0x0A))
      at += 1
      if isEnd { (line, column, counted) = (line + 1, 1, at) }
    }
  }
}
