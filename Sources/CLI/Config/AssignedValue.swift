import Segment
import YAML

/// The value of one `--set`: YAML, though typed as prose more often than not.
enum AssignedValue {
  /// Parses a value; nothing at all means null.
  ///
  /// - Throws: what is wrong, placed in the text; in a single line, a mapping without braces and a
  ///   comment are mistakes too, since they make something else of prose without a word.
  static func parse(_ text: String) throws(ConfigError) -> Node {
    let node = try node(of: text)
    // Several lines are YAML from a file.
    guard !text.contains("\n") else { return node }
    if case .mapping = node.content, text.first(where: { !$0.isWhitespace }) != "{" {
      throw ConfigError(.setMapping, at: node.mark)
    }
    // Whatever of the text is not in the value was a comment.
    if numberSigns(in: node) < numberSigns(in: text) {
      throw ConfigError(.setComment, at: node.mark)
    }
    return node
  }

  private static func node(of text: String) throws(ConfigError) -> Node {
    do throws(YAMLError) {
      return try Document.parse(Array(text.utf8))
    } catch {
      guard error.reason == .empty else { throw ConfigError(.yaml(error.reason), at: error.mark) }
      return Node(
        content: .scalar(Scalar(text: "", value: .null)), mark: Mark(line: 1, column: 1))
    }
  }

  private static func numberSigns(in node: Node) -> Int {
    switch node.content {
    case .scalar(let scalar): numberSigns(in: scalar.text)
    case .sequence(let nodes): nodes.reduce(0) { $0 + numberSigns(in: $1) }
    case .mapping(let pairs):
      pairs.reduce(0) { $0 + numberSigns(in: $1.key) + numberSigns(in: $1.value) }
    }
  }

  private static func numberSigns(in text: String) -> Int {
    text.utf8.count { $0 == UInt8(ascii: "#") }
  }
}
