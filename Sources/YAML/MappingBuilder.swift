/// Collects the pairs of one mapping: refuses duplicate keys, works in merges.
struct MappingBuilder {
  private enum Entry {
    case pair(Node.Pair)
    case merge(Node)
  }

  private var entries: [Entry] = []
  /// Where each key written in the mapping itself stands. Keyed by bytes: strings compare equal if
  /// canonically equivalent, which keys need not be.
  private var written: [[UInt8]: Mark] = [:]
  /// Where the merge key stands, which is a key of its own and not the text `<<`.
  private var merge: Mark?

  /// Takes a key that `check` has passed, and its value.
  mutating func append(key: Node, value: Node, isMerge: Bool) throws(YAMLError) {
    guard isMerge else {
      entries.append(.pair(Node.Pair(key: key, value: value)))
      return
    }
    switch value.content {
    case .mapping:
      entries.append(.merge(value))
    case .sequence(let sources):
      for source in sources {
        guard case .mapping = source.content else {
          throw YAMLError(.mergeNotAMapping, at: source.mark)
        }
        entries.append(.merge(source))
      }
    case .scalar(let scalar) where scalar.value == .string:
      entries.append(.pair(Node.Pair(key: key, value: value, isMerge: true)))
    case .scalar:
      throw YAMLError(.mergeNotAMapping, at: value.mark)
    }
  }

  /// Refuses a key that is not a scalar or stood in this mapping before. To be called before the
  /// value is read, so that the first error in the text is the one reported.
  mutating func check(_ key: Node, isMerge: Bool) throws(YAMLError) {
    guard case .scalar(let scalar) = key.content else {
      throw YAMLError(.keyNotAScalar, at: key.mark)
    }
    let first =
      isMerge ? merge : written.updateValue(key.mark, forKey: Array(scalar.text.utf8))
    if isMerge { merge = key.mark }
    if let first {
      throw YAMLError(.duplicateKey(scalar.text, first: first), at: key.mark)
    }
  }

  /// The pairs in order. A merged pair gives way to one written in the mapping itself, and to one
  /// merged before it.
  func pairs() -> [Node.Pair] {
    var taken = Set(written.keys)
    var result: [Node.Pair] = []
    for entry in entries {
      switch entry {
      case .pair(let pair):
        result.append(pair)
      case .merge(let source):
        guard case .mapping(let merged) = source.content else { continue }
        for pair in merged where taken.insert(Self.bytes(of: pair.key)).inserted {
          result.append(pair)
        }
      }
    }
    return result
  }

  private static func bytes(of key: Node) -> [UInt8] {
    guard case .scalar(let scalar) = key.content else { return [] }
    return Array(scalar.text.utf8)
  }
}
