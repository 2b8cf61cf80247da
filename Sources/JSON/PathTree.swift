/// A set of paths, compiled so that one pass over a text finds the values of all of them.
///
/// Nodes are numbered so that a node comes before everything below it and a subtree is a range of
/// numbers. Node 0 stands for the whole value.
public struct PathTree: Sendable {
  /// A path that was added: the nodes at which its value may be found.
  ///
  /// More than one where a step is `PathStep.either`; at most one of them has a value at a time.
  public struct Lookup: Sendable {
    /// The first of them.
    @usableFromInline let node: Int
    /// The others: a range of the tree's `ends`.
    @usableFromInline let others: Range<Int>
  }

  /// A place in a value. Plain numbers only, so that the scanner's steps cost no reference counts.
  struct Node: Sendable {
    /// Where its `slotCount` slots begin among `slots`, if it has members; -1 if it has none.
    var slots = -1
    /// Its elements among `elements`.
    var elements = 0..<0
    /// One past the last node of the subtree.
    var subtreeEnd = 0
    var hasNegativeElements = false

    /// Whether nothing below it is looked for.
    @inline(__always)
    var isLeaf: Bool { slots < 0 && elements.isEmpty }
  }

  struct Member: Sendable {
    /// The name's bytes in `names`.
    let name: Range<Int>
    /// The first eight of them as a word, zeros behind the last; see `ByteBlock`.
    let prefix: UInt64
    let node: Int
    /// The next member in the same slot; -1 if there is none.
    let next: Int
  }

  struct Element: Sendable {
    let index: Int
    let node: Int
  }

  /// How many `PathStep.either` steps one path may have: each doubles the places to look at.
  public static let eitherStepLimit = 6

  private(set) var nodes: [Node] = []
  private(set) var members: [Member] = []
  /// For each slot of each node with members, the first member in it, or -1.
  private(set) var slots: [Int] = []
  private(set) var elements: [Element] = []
  private(set) var names: [UInt8] = []
  /// The nodes at which paths end, but for the first of each.
  private(set) var ends: [Int] = []
  /// For each added path, its lookup, in the order given.
  public private(set) var lookups: [Lookup] = []

  /// Compiles `paths`.
  ///
  /// - Precondition: no path has more than `eitherStepLimit` steps of kind `PathStep.either`.
  public init(_ paths: [[PathStep]]) {
    let root = PathDraft()
    // Each step leads into one more container: a longer path finds nothing in any valid text, and
    // its length must not become the depth of the recursions over the tree.
    let added = paths.map { $0.count > JSONLimits.depth ? [] : root.add($0[...]) }
    flatten(root)
    for drafts in added {
      // A path that is too long finds nothing: it ends at a node that no value is found for.
      let numbers = drafts.isEmpty ? [nodes.count] : drafts.map(\.number)
      lookups.append(
        Lookup(node: numbers[0], others: ends.count..<ends.count + numbers.count - 1))
      ends += numbers.dropFirst()
    }
  }

  /// Numbers a draft and everything below it, and adds them to the arrays.
  private mutating func flatten(_ draft: PathDraft) {
    draft.number = nodes.count
    nodes.append(Node())
    for child in draft.members { flatten(child.draft) }
    for child in draft.elements { flatten(child.draft) }
    var node = Node()
    node.subtreeEnd = nodes.count
    if !draft.members.isEmpty {
      node.slots = slots.count
      slots += repeatElement(-1, count: Self.slotCount)
    }
    for (name, child) in draft.members {
      let slot = node.slots + Self.slot(length: name.count, first: name.first ?? 0)
      let prefix = name.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
      members.append(
        Member(
          name: names.count..<names.count + name.count, prefix: prefix, node: child.number,
          next: slots[slot]))
      slots[slot] = members.count - 1
      names += name
    }
    let firstElement = elements.count
    elements += draft.elements.map { Element(index: $0.index, node: $0.draft.number) }
    node.elements = firstElement..<elements.count
    node.hasNegativeElements = draft.elements.contains { $0.index < 0 }
    nodes[draft.number] = node
  }

  /// Members are spread over so many slots: most names of an event are dismissed by an empty one, and
  /// most others found at once.
  static let slotCount = 64

  /// The slot of a name of this length and first byte.
  @inline(__always)
  static func slot(length: Int, first: UInt8) -> Int { ((length &* 7) ^ Int(first)) & 63 }
}

/// A node of a tree of paths that still grows.
private final class PathDraft {
  private(set) var members: [(name: [UInt8], draft: PathDraft)] = []
  private(set) var elements: [(index: Int, draft: PathDraft)] = []
  /// The drafts in them, to be found at once.
  private var membersByName: [[UInt8]: PathDraft] = [:]
  private var elementsByIndex: [Int: PathDraft] = [:]
  var number = 0

  /// Adds a path below this node.
  ///
  /// - Returns: the nodes at its end, more than one after `PathStep.either`.
  func add(_ path: ArraySlice<PathStep>) -> [PathDraft] {
    guard let step = path.first else { return [self] }
    let rest = path.dropFirst()
    return switch step {
    case .member(let name): member(name).add(rest)
    case .element(let index): element(index).add(rest)
    case .either(let name, let index): member(name).add(rest) + element(index).add(rest)
    }
  }

  private func member(_ name: [UInt8]) -> PathDraft {
    if let known = membersByName[name] { return known }
    let draft = PathDraft()
    membersByName[name] = draft
    members.append((name, draft))
    return draft
  }

  private func element(_ index: Int) -> PathDraft {
    if let known = elementsByIndex[index] { return known }
    let draft = PathDraft()
    elementsByIndex[index] = draft
    elements.append((index, draft))
    return draft
  }
}

/// One step of a path into a JSON value.
public enum PathStep: Hashable, Sendable {
  /// The member of an object, named by its unescaped UTF-8 bytes.
  case member([UInt8])
  /// The element of an array; a negative index counts from the end, -1 being the last.
  case element(Int)
  /// A number in dotted notation, `items.0`: the element of an array or the member of an object.
  case either([UInt8], Int)
}
