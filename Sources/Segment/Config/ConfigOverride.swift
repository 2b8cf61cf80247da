import YAML

/// One `--set KEY=VALUE`: a value for a parameter or for a place inside one.
public struct ConfigOverride: Sendable {
  let path: [String]
  let value: Node

  /// Makes an override.
  ///
  /// - Parameters:
  ///   - path: the names from the step down, joined by dots.
  ///   - value: the value.
  ///   - source: what marks errors in it as coming from here, `Mark.source`.
  public init(path: String, value: Node, source: Int) throws(ConfigError) {
    self.path = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    self.value = value.mapMarks { Mark(line: $0.line, column: $0.column, source: source) }
    if self.path.contains("") { throw ConfigError(.setPathEmpty(path: path), at: self.value.mark) }
  }

  /// The step with the value in its place; missing mappings on the way are made.
  func applied(to step: Node) throws(ConfigError) -> Node {
    try set(path[...], in: step)
  }

  private func isLookup(_ scalar: Scalar) -> Bool {
    scalar.value == .string && scalar.text.hasPrefix("${") && scalar.text.hasSuffix("}")
  }

  private func set(_ rest: ArraySlice<String>, in node: Node) throws(ConfigError) -> Node {
    guard let name = rest.first else { return value }
    var pairs: [Node.Pair] = []
    switch node.content {
    case .mapping(let present): pairs = present
    case .scalar(let scalar) where rest.startIndex > 0 && isLookup(scalar):
      // The members of what is looked up, one of them replaced.
      let key = Node(content: .scalar(Scalar(text: "<<", value: .string)), mark: node.mark)
      pairs = [Node.Pair(key: key, value: node, isMerge: true)]
    case .scalar(let scalar) where scalar.value == .null: break  // As if it were not given.
    default:
      throw ConfigError(
        .setThroughValue(path: path[..<rest.startIndex].joined(separator: ".")), at: value.mark)
    }
    let place = pairs.firstIndex { $0.key.scalarText == name }
    let current = place.map { pairs[$0].value } ?? Node(content: .mapping([]), mark: value.mark)
    let pair = Node.Pair(
      key: place.map { pairs[$0].key }
        ?? Node(content: .scalar(Scalar(text: name, value: .string)), mark: value.mark),
      value: try set(rest.dropFirst(), in: current))
    if let place { pairs[place] = pair } else { pairs.append(pair) }
    return Node(content: .mapping(pairs), mark: node.mark)
  }
}
