/// A set of paths, compiled so that one pass over a text finds the values of all of them.
///
/// Nodes are numbered so that a node comes before everything below it and a subtree is a range of
/// numbers. Node 0 stands for the whole value.
public struct PathTree: Sendable {
  /// A path that was added: the nodes at which its value may be found.
  ///
  /// More than one where a step is `PathStep.either`; at most one of them has a value at a time.
  public struct Lookup: Equatable, Sendable {
    let nodes: [Int]
  }

  struct Node: Sendable {
    var members: [Member] = []
    var elements: [Element] = []
    /// One past the last node of the subtree.
    var subtreeEnd = 0
    /// A bit for each `Member.filterBit` present: most names of an event are dismissed by it.
    var memberFilter: UInt64 = 0
    var hasNegativeElements = false
  }

  struct Member: Sendable {
    let name: [UInt8]
    var node: Int
  }

  struct Element: Sendable {
    let index: Int
    var node: Int
  }

  /// How many `PathStep.either` steps one path may have: each doubles the places to look at.
  public static let eitherStepLimit = 6

  private(set) var nodes: [Node]
  /// For each added path, its lookup, in the order given.
  public let lookups: [Lookup]

  /// Compiles `paths`.
  ///
  /// - Precondition: no path has more than `eitherStepLimit` steps of kind `PathStep.either`.
  public init(_ paths: [[PathStep]]) {
    var builder = PathTreeBuilder()
    // Each step leads into one more container: a longer path finds nothing in any valid text, and
    // its length must not become the depth of the recursions over the tree.
    let added = paths.map { $0.count > JSONLimits.depth ? [] : builder.add($0[...], below: 0) }
    let order = builder.numberInPreorder()
    nodes = builder.nodes(in: order)
    lookups = added.map { nodes in Lookup(nodes: nodes.map { order.number[$0] }) }
  }

  /// The bit of `Node.memberFilter` that stands for a name of this length and first byte.
  @inline(__always)
  static func filterBit(length: Int, first: UInt8) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: (length &* 7) ^ Int(first))
  }
}

/// Grows a tree of paths, numbering nodes as they come, and renumbers it at the end.
private struct PathTreeBuilder {
  struct Order {
    var number: [Int]
    var subtreeEnd: [Int]
  }

  private var drafts = [PathTree.Node()]

  /// Adds a path below a node.
  ///
  /// - Returns: the nodes at its end, more than one after `PathStep.either`.
  mutating func add(_ path: ArraySlice<PathStep>, below node: Int) -> [Int] {
    guard let step = path.first else { return [node] }
    let rest = path.dropFirst()
    switch step {
    case .member(let name):
      return add(rest, below: member(name, of: node))
    case .element(let index):
      return add(rest, below: element(index, of: node))
    case .either(let name, let index):
      return add(rest, below: member(name, of: node)) + add(rest, below: element(index, of: node))
    }
  }

  private mutating func member(_ name: [UInt8], of node: Int) -> Int {
    if let known = drafts[node].members.first(where: { $0.name == name }) { return known.node }
    drafts.append(PathTree.Node())
    drafts[node].members.append(PathTree.Member(name: name, node: drafts.count - 1))
    drafts[node].memberFilter |= PathTree.filterBit(length: name.count, first: name.first ?? 0)
    return drafts.count - 1
  }

  private mutating func element(_ index: Int, of node: Int) -> Int {
    if let known = drafts[node].elements.first(where: { $0.index == index }) { return known.node }
    drafts.append(PathTree.Node())
    drafts[node].elements.append(PathTree.Element(index: index, node: drafts.count - 1))
    if index < 0 { drafts[node].hasNegativeElements = true }
    return drafts.count - 1
  }

  func numberInPreorder() -> Order {
    var order = Order(
      number: Array(repeating: 0, count: drafts.count),
      subtreeEnd: Array(repeating: 0, count: drafts.count))
    var next = 0
    func visit(_ node: Int) {
      order.number[node] = next
      next += 1
      for member in drafts[node].members { visit(member.node) }
      for element in drafts[node].elements { visit(element.node) }
      order.subtreeEnd[node] = next
    }
    visit(0)
    return order
  }

  func nodes(in order: Order) -> [PathTree.Node] {
    var nodes = drafts
    for (draft, node) in drafts.enumerated() {
      var node = node
      node.subtreeEnd = order.subtreeEnd[draft]
      for index in node.members.indices {
        node.members[index].node = order.number[node.members[index].node]
      }
      for index in node.elements.indices {
        node.elements[index].node = order.number[node.elements[index].node]
      }
      nodes[order.number[draft]] = node
    }
    return nodes
  }
}
