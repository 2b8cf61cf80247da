/// The tables of a `PathTree` in memory of their own, for a scanner that reads them at each step.
///
/// Indices come from the tree itself, so that none can lie outside of them.
@usableFromInline
struct PathTable: ~Copyable {
  let nodes: UnsafeMutablePointer<PathTree.Node>
  let members: UnsafeMutablePointer<PathTree.Member>
  let slots: UnsafeMutablePointer<Int>
  let elements: UnsafeMutablePointer<PathTree.Element>
  @usableFromInline let ends: UnsafeMutablePointer<Int>
  private let names: UnsafeMutablePointer<UInt8>

  init(_ tree: PathTree) {
    nodes = Self.copy(tree.nodes)
    members = Self.copy(tree.members)
    slots = Self.copy(tree.slots)
    elements = Self.copy(tree.elements)
    ends = Self.copy(tree.ends)
    names = Self.copy(tree.names)
  }

  deinit {
    nodes.deallocate()
    members.deallocate()
    slots.deallocate()
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

  /// Whether a member has this name.
  ///
  /// - Parameters:
  ///   - name: its bytes.
  ///   - prefix: the first eight of them, zeros behind the last.
  @inline(__always)
  func isNamed(
    _ member: UnsafePointer<PathTree.Member>, _ name: UnsafePointer<UInt8>, _ length: Int,
    prefix: UInt64
  ) -> Bool {
    let known = member.pointee.name
    guard member.pointee.prefix == prefix, known.upperBound &- known.lowerBound == length else {
      return false
    }
    var index = 8
    while index < length {
      if names[known.lowerBound &+ index] != name[index] { return false }
      index &+= 1
    }
    return true
  }
}
