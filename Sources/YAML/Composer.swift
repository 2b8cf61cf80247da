/// Builds the node tree from events: works in aliases, keeps to the limits.
struct Composer: ~Copyable {
  /// A node with the number of levels of sequences and mappings in it; a scalar has none.
  private struct Composed {
    let node: Node
    let levels: Int
  }

  /// What is known of an anchor.
  private enum Anchor {
    /// The node is still being read. The mark tells it from a later node with the same anchor.
    case open(Mark)
    /// `size` counts the nodes in it, itself among them.
    case complete(Composed, size: Int)
  }

  private var reader: EventReader
  private var anchors: [String: Anchor] = [:]
  /// The nodes so far, those that come in by alias counted each time.
  private var nodes = 0

  init(reader: consuming EventReader) {
    self.reader = reader
  }

  /// Reads the whole text, which has to hold exactly one document.
  mutating func document() throws(YAMLError) -> Node {
    _ = try reader.next()
    let start = try reader.next()
    guard case .documentStart = start.kind else { throw YAMLError(.empty, at: start.mark) }
    let root = try node(try reader.next(), level: 1)
    _ = try reader.next()
    let end = try reader.next()
    guard case .streamEnd = end.kind else { throw YAMLError(.severalDocuments, at: end.mark) }
    return root.node
  }

  /// The node that `event` begins. `level` is what a sequence or mapping in its place would have.
  private mutating func node(_ event: Event, level: Int) throws(YAMLError) -> Composed {
    switch event.kind {
    case .alias(let name):
      return try alias(name, at: event.mark, level: level)
    case .scalar(let text, let isPlain, let properties):
      return try anchored(properties.anchor, at: event.mark) { _ throws(YAMLError) in
        let value = try CoreSchema.value(
          of: text, isPlain: isPlain, tag: properties.tag, at: event.mark)
        return Composed(
          node: Node(content: .scalar(Scalar(text: text, value: value)), mark: event.mark),
          levels: 0)
      }
    case .sequenceStart(let properties):
      try CoreSchema.checkCollection(tag: properties.tag, expected: "seq", at: event.mark)
      return try anchored(properties.anchor, at: event.mark) { composer throws(YAMLError) in
        try composer.sequence(at: event.mark, level: level)
      }
    case .mappingStart(let properties):
      try CoreSchema.checkCollection(tag: properties.tag, expected: "map", at: event.mark)
      return try anchored(properties.anchor, at: event.mark) { composer throws(YAMLError) in
        try composer.mapping(at: event.mark, level: level)
      }
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      // libyaml's grammar has a node here; the stream has ended before its time.
      throw YAMLError(
        .syntax(problem: "did not find expected node content", context: nil), at: event.mark)
    }
  }

  /// Counts the node that `compose` makes, and remembers it by its anchor.
  private mutating func anchored(
    _ anchor: String?, at mark: Mark,
    _ compose: (inout Composer) throws(YAMLError) -> Composed
  ) throws(YAMLError) -> Composed {
    let before = nodes
    try count(1, at: mark)
    guard let anchor else { return try compose(&self) }
    anchors[anchor] = .open(mark)
    let composed = try compose(&self)
    // A node inside this one may have taken over the anchor: the later one counts.
    if case .open(mark) = anchors[anchor] {
      anchors[anchor] = .complete(composed, size: nodes - before)
    }
    return composed
  }

  private mutating func alias(
    _ name: String, at mark: Mark, level: Int
  ) throws(YAMLError) -> Composed {
    switch anchors[name] {
    case nil:
      throw YAMLError(.unknownAlias(name), at: mark)
    case .open:
      throw YAMLError(.aliasCycle(name), at: mark)
    case .complete(let target, let size):
      try count(size, at: mark)
      try checkLevel(level + target.levels - 1, at: mark)
      return Composed(node: Node(content: target.node.content, mark: mark), levels: target.levels)
    }
  }

  private mutating func sequence(at mark: Mark, level: Int) throws(YAMLError) -> Composed {
    try checkLevel(level, at: mark)
    var elements: [Node] = []
    var levels = 1
    while true {
      let event = try reader.next()
      if case .sequenceEnd = event.kind { break }
      let element = try node(event, level: level + 1)
      elements.append(element.node)
      levels = max(levels, element.levels + 1)
    }
    return Composed(node: Node(content: .sequence(elements), mark: mark), levels: levels)
  }

  private mutating func mapping(at mark: Mark, level: Int) throws(YAMLError) -> Composed {
    try checkLevel(level, at: mark)
    var pairs = MappingBuilder()
    var levels = 1
    while true {
      let event = try reader.next()
      if case .mappingEnd = event.kind { break }
      let key = try node(event, level: level + 1)
      let isMerge = Self.isMergeKey(event)
      try pairs.check(key.node, isMerge: isMerge)
      let value = try node(try reader.next(), level: level + 1)
      levels = max(levels, value.levels + 1)
      try pairs.append(key: key.node, value: value.node, isMerge: isMerge)
    }
    return Composed(node: Node(content: .mapping(pairs.pairs()), mark: mark), levels: levels)
  }

  /// Whether a key is the merge key: `<<`, plain and without a tag (yaml.org/type/merge.html).
  private static func isMergeKey(_ event: Event) -> Bool {
    guard case .scalar("<<", isPlain: true, let properties) = event.kind else { return false }
    return properties.tag == nil
  }

  private mutating func count(_ added: Int, at mark: Mark) throws(YAMLError) {
    guard added <= Document.nodeLimit - nodes else {
      throw YAMLError(.tooManyNodes(limit: Document.nodeLimit), at: mark)
    }
    nodes += added
  }

  private func checkLevel(_ level: Int, at mark: Mark) throws(YAMLError) {
    guard level <= Document.levelLimit else {
      throw YAMLError(.tooDeep(limit: Document.levelLimit), at: mark)
    }
  }
}
