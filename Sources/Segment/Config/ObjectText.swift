import JSON
import YAML

/// Objects written as text that holds JSON.
enum ObjectText {
  /// Whether `text` is one valid JSON object.
  static func isObject(_ text: [UInt8]) -> Bool {
    guard let value = JSONValidator.value(at: start(of: text), in: text.span) else { return false }
    return text[value.lowerBound] == UInt8(ascii: "{")
      && text[value.upperBound...].allSatisfy(\.isJSONWhitespace)
  }

  /// Whether an object has a member of this name.
  static func hasMember(_ name: String, in object: [UInt8]) -> Bool {
    let tree = PathTree([[.member(Array(name.utf8))]])
    var scanner = ObjectScanner(tree)
    guard (try? scanner.scan(object.span)) != nil else { return false }
    return scanner.value(of: tree.lookups[0]) != nil
  }

  /// The object in `text` as a node, all of it placed at `mark`; nil if there is none or it has a
  /// name twice.
  static func node(of text: String, at mark: Mark) -> Node? {
    let bytes = Array(text.utf8)
    guard isObject(bytes), let node = try? Document.parse(bytes) else { return nil }
    return node.mapMarks { _ in mark }
  }

  private static func start(of text: [UInt8]) -> Int {
    text.firstIndex { !$0.isJSONWhitespace } ?? text.count
  }
}
