/// The tables of a `PathTree` in memory of their own, for a scanner that reads them at each step.
///
/// Indices come from the tree itself, so that none can lie outside of them.
struct PathTable: ~Copyable {
  let nodes: UnsafeMutablePointer<PathTree.Node>
  let members: UnsafeMutablePointer<PathTree.Member>
  let elements: UnsafeMutablePointer<PathTree.Element>
  let ends: UnsafeMutablePointer<Int>
  private let names: UnsafeMutablePointer<UInt8>

  init(_ tree: PathTree) {
    nodes = Self.copy(tree.nodes)
    members = Self.copy(tree.members)
    elements = Self.copy(tree.elements)
    ends = Self.copy(tree.ends)
    names = Self.copy(tree.names)
  }

  deinit {
    nodes.deallocate()
    members.deallocate()
    elements.deallocate()
    ends.deallocate()
    names.deallocate()
  }

  /// Copies plain numbers, which need no deinitialization.
  private static func copy<Element>(
    _ elements: [Element]
  ) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    elements.withUnsafeBufferPointer { elements in
      if let base = elements.baseAddress { copy.initialize(from: base, count: elements.count) }
    }
    return copy
  }

  /// Whether the bytes of the names from `start` on, as many as `name` has, are those of `name`.
  @inline(__always)
  func holds(_ name: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in 0..<name.count where names[start &+ index] != name[index] { return false }
    return true
  }
}
