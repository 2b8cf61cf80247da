/// A node of a YAML document, with aliases and merge keys already worked in.
public struct Node: Equatable, Sendable {
  /// What a node holds.
  public enum Content: Equatable, Sendable {
    /// A single value.
    case scalar(Scalar)
    /// The elements of a sequence, in order.
    case sequence([Node])
    /// The pairs of a mapping, in order. Keys are scalars and no two have the same text.
    /// Merged pairs stand where the merge key `<<` stood; one whose value is a string stands for
    /// itself.
    case mapping([Pair])
  }

  /// A key of a mapping and its value.
  public struct Pair: Equatable, Sendable {
    /// The key, always a scalar in a parsed document.
    public let key: Node
    /// The value.
    public let value: Node
    /// Whether the key is the merge key `<<`, and the value a string: what it stands for is to be
    /// merged by whoever knows.
    public let isMerge: Bool

    /// Pairs a key with a value.
    public init(key: Node, value: Node, isMerge: Bool = false) {
      self.key = key
      self.value = value
      self.isMerge = isMerge
    }
  }

  /// What the node holds.
  public let content: Content
  /// Where the node begins, its anchor and tag included. For an alias, the place of the alias; the
  /// nodes below it keep the places where they were written.
  public let mark: Mark

  /// Makes a node.
  public init(content: Content, mark: Mark) {
    self.content = content
    self.mark = mark
  }

  /// The same node with every mark in it replaced.
  public func mapMarks(_ transform: (Mark) -> Mark) -> Node {
    let content: Content =
      switch self.content {
      case .scalar: self.content
      case .sequence(let nodes): .sequence(nodes.map { $0.mapMarks(transform) })
      case .mapping(let pairs):
        .mapping(
          pairs.map {
            Pair(
              key: $0.key.mapMarks(transform), value: $0.value.mapMarks(transform),
              isMerge: $0.isMerge)
          })
      }
    return Node(content: content, mark: transform(mark))
  }
}
