/// Validates a text as one JSON value and, in the same pass, finds the values at a set of paths.
///
/// Nothing of the value is built: what is found are byte ranges of the text. Where an object has a
/// name twice, the last one counts. Working memory is kept from scan to scan.
public struct ObjectScanner: ~Copyable {
  /// What a text that is one valid JSON value turned out to be.
  public enum Outcome: Equatable, Sendable {
    /// An object.
    case object(ObjectShape)
    /// Some other value.
    case other(JSONKind)
  }

  private let tree: PathTable
  private let containers = UnsafeMutablePointer<Bool>.allocate(capacity: JSONLimits.depth)
  /// What was found for each node of the tree.
  private let found: UnsafeMutablePointer<Found>
  /// The number of the present scan: what carries another was found in another text.
  private var scanNumber = 0
  private var unescapedName: [UInt8] = []

  /// Makes a scanner that looks for the paths of `tree`.
  public init(_ tree: PathTree) {
    self.tree = PathTable(tree)
    found = .allocate(capacity: tree.nodes.count)
    found.initialize(repeating: Found(), count: tree.nodes.count)
  }

  deinit {
    found.deallocate()
    containers.deallocate()
  }

  /// Scans one text.
  ///
  /// - Returns: what it is; the values found are then there from `value(of:)`.
  /// - Throws: the first error of the text.
  public mutating func scan(_ text: Span<UInt8>) throws(JSONError) -> Outcome {
    scanNumber &+= 1
    // `withUnsafeBufferPointer` has no typed rethrow over `inout self`, hence the result value.
    let result: Result<Outcome, JSONError> = text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .failure(JSONError(.expectedValue, at: 0)) }
      var cursor = ByteCursor(base: base, end: buffer.count, containers: containers)
      do throws(JSONError) {
        return .success(try scan(&cursor))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The bytes of the value that the last scan found for a path, or nil.
  ///
  /// - Parameter lookup: one of the tree that the scanner was made with.
  @inline(__always)
  public func value(of lookup: PathTree.Lookup) -> Range<Int>? {
    for end in lookup.ends {
      let value = found[tree.ends[end]]
      if value.scanNumber == scanNumber { return value.start..<value.end }
    }
    return nil
  }

  private mutating func scan(_ cursor: inout ByteCursor) throws(JSONError) -> Outcome {
    cursor.skipWhitespace()
    let start = cursor.at
    let first = cursor.current
    var outcome = Outcome.other(JSONKind(firstByte: first))
    if first == UInt8(ascii: "{") {
      outcome = .object(try scanObject(&cursor, node: 0, depth: 0))
    } else {
      try cursor.skipValue(depth: 0)
    }
    found[0] = Found(start: start, end: cursor.at, scanNumber: scanNumber)
    cursor.skipWhitespace()
    guard cursor.at == cursor.end else { throw JSONError(.expectedEnd, at: cursor.at) }
    return outcome
  }

  /// Scans the object at the cursor. Recursion is bounded by the length of the paths, which
  /// `PathTree` keeps within the limit of depth: only `skipValue` can meet that limit.
  private mutating func scanObject(
    _ cursor: inout ByteCursor, node: Int, depth: Int
  ) throws(JSONError) -> ObjectShape {
    let start = cursor.at
    cursor.at &+= 1
    cursor.skipWhitespace()
    if cursor.current == UInt8(ascii: "}") {
      cursor.at &+= 1
      return ObjectShape(start: start, lastMemberEnd: nil)
    }
    while true {
      cursor.skipWhitespace()
      guard cursor.current == UInt8(ascii: "\"") else {
        throw JSONError(.expectedKey, at: cursor.at)
      }
      cursor.at &+= 1
      let nameStart = cursor.at
      let escaped = try cursor.skipString()
      let nameEnd = cursor.at &- 1
      try cursor.skipColon()
      cursor.skipWhitespace()
      let child = member(of: node, nameStart..<nameEnd, escaped: escaped, in: cursor)
      if child >= 0 {
        try scanMatch(&cursor, node: child, depth: depth &+ 1)
      } else {
        try cursor.skipValue(depth: depth &+ 1)
      }
      let memberEnd = cursor.at
      if try cursor.endsContainer(object: true) {
        return ObjectShape(start: start, lastMemberEnd: memberEnd)
      }
    }
  }

  /// Scans the value at the cursor, which is the one that `node` stands for.
  private mutating func scanMatch(
    _ cursor: inout ByteCursor, node: Int, depth: Int
  ) throws(JSONError) {
    let place = tree.nodes[node]
    if found[node].scanNumber == scanNumber {
      // An earlier value of the same name counts no longer, nor does anything found in it.
      for index in node..<place.subtreeEnd { found[index].scanNumber = 0 }
    }
    let start = cursor.at
    let first = cursor.current
    if first == UInt8(ascii: "{"), !place.members.isEmpty {
      _ = try scanObject(&cursor, node: node, depth: depth)
    } else if first == UInt8(ascii: "["), !place.elements.isEmpty {
      try scanArray(&cursor, node: node, depth: depth)
    } else {
      try cursor.skipValue(depth: depth)
    }
    found[node] = Found(start: start, end: cursor.at, scanNumber: scanNumber)
  }

  private mutating func scanArray(
    _ cursor: inout ByteCursor, node: Int, depth: Int
  ) throws(JSONError) {
    var total = 0
    if tree.nodes[node].hasNegativeElements {
      // Indices from the end need the number of elements, so these arrays are passed over twice.
      var ahead = cursor
      try ahead.forEachElement { (cursor: inout ByteCursor) throws(JSONError) in
        try cursor.skipValue(depth: depth &+ 1)
        total &+= 1
      }
    }
    var index = 0
    var scanner = ElementScan(node: node, depth: depth, total: total)
    try cursor.forEachElement { (cursor: inout ByteCursor) throws(JSONError) in
      scanner.index = index
      try scanElement(&cursor, scanner)
      index &+= 1
    }
  }

  private struct ElementScan {
    let node: Int
    let depth: Int
    let total: Int
    var index = 0

    func matches(_ wanted: Int) -> Bool { wanted == (wanted < 0 ? index &- total : index) }
  }

  /// Scans one element for each node that it matches (`[0]` and `[-1]` may both be this one).
  private mutating func scanElement(
    _ cursor: inout ByteCursor, _ scan: ElementScan
  ) throws(JSONError) {
    let start = cursor.at
    var matched = false
    for place in tree.nodes[scan.node].elements {
      let element = tree.elements[place]
      guard scan.matches(element.index) else { continue }
      cursor.at = start
      try scanMatch(&cursor, node: element.node, depth: scan.depth &+ 1)
      matched = true
    }
    if !matched { try cursor.skipValue(depth: scan.depth &+ 1) }
  }

  /// The node for a member name of `node`, or -1.
  @inline(__always)
  private mutating func member(
    of node: Int, _ name: Range<Int>, escaped: Bool, in cursor: ByteCursor
  ) -> Int {
    if escaped {
      unescapedName.removeAll(keepingCapacity: true)
      let text = UnsafeBufferPointer(start: cursor.base + name.lowerBound, count: name.count)
      JSONString.unescape(text, into: &unescapedName)
      return unescapedName.withUnsafeBufferPointer { member(of: node, $0) }
    }
    return member(
      of: node, UnsafeBufferPointer(start: cursor.base + name.lowerBound, count: name.count))
  }

  @inline(__always)
  private func member(of node: Int, _ name: UnsafeBufferPointer<UInt8>) -> Int {
    let place = tree.nodes[node]
    let bit = PathTree.filterBit(length: name.count, first: name.first ?? 0)
    guard place.memberFilter & bit != 0 else { return -1 }
    for index in place.members {
      let member = tree.members[index]
      if member.name.count == name.count, tree.holds(name, at: member.name.lowerBound) {
        return member.node
      }
    }
    return -1
  }
}

/// Where a value was found, and in which scan.
private struct Found {
  var start = 0
  var end = 0
  var scanNumber = 0
}

extension ByteCursor {
  /// Passes over the array at the cursor, calling `body` with the cursor at each element; it must
  /// leave the cursor behind that element.
  @inline(__always)
  fileprivate mutating func forEachElement(
    _ body: (inout ByteCursor) throws(JSONError) -> Void
  ) throws(JSONError) {
    at &+= 1
    skipWhitespace()
    if current == UInt8(ascii: "]") {
      at &+= 1
      return
    }
    repeat {
      skipWhitespace()
      try body(&self)
    } while try !endsContainer(object: false)
  }
}
