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
      let text = ScannedText(base: base, end: buffer.count, containers: containers)
      do throws(JSONError) {
        return .success(try scan(text))
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

  private mutating func scan(_ text: ScannedText) throws(JSONError) -> Outcome {
    var at = 0
    let first = text.token(&at)
    let start = at
    var outcome = Outcome.other(JSONKind(firstByte: first))
    if first == UInt8(ascii: "{") {
      let object = try scanObject(text, at, node: 0, depth: 0)
      outcome = .object(ObjectShape(start: start, lastMemberEnd: object.lastMemberEnd))
      at = object.end
    } else {
      at = try text.valueEnd(at, depth: 0)
    }
    found[0] = Found(start: start, end: at, scanNumber: scanNumber)
    _ = text.token(&at)
    guard at == text.end else { throw JSONError(.expectedEnd, at: at) }
    return outcome
  }

  private struct ScannedObject {
    let end: Int
    let lastMemberEnd: Int?
  }

  /// Scans the object that begins at `start`. Recursion is bounded by the length of the paths, which
  /// `PathTree` keeps within the limit of depth: only `valueEnd` can meet that limit.
  private mutating func scanObject(
    _ text: ScannedText, _ start: Int, node: Int, depth: Int
  ) throws(JSONError) -> ScannedObject {
    var at = start &+ 1
    if text.token(&at) == UInt8(ascii: "}") {
      return ScannedObject(end: at &+ 1, lastMemberEnd: nil)
    }
    while true {
      guard text.token(&at) == UInt8(ascii: "\"") else { throw JSONError(.expectedKey, at: at) }
      let nameStart = at &+ 1
      let name = try text.stringEnd(nameStart)
      at = try text.colonEnd(name.at)
      let child = member(of: node, nameStart..<name.at &- 1, escaped: name.isEscaped, in: text)
      if child >= 0 {
        at = try scanMatch(text, at, node: child, depth: depth &+ 1)
      } else {
        at = try text.valueEnd(at, depth: depth &+ 1)
      }
      let memberEnd = at
      if try text.endsContainer(&at, object: true) {
        return ScannedObject(end: at, lastMemberEnd: memberEnd)
      }
    }
  }

  /// Scans the value at a position, or behind white space there, which is the one that `node` stands
  /// for; returns its end.
  private mutating func scanMatch(
    _ text: ScannedText, _ position: Int, node: Int, depth: Int
  ) throws(JSONError) -> Int {
    let place = tree.nodes[node]
    if found[node].scanNumber == scanNumber {
      // An earlier value of the same name counts no longer, nor does anything found in it.
      for index in node..<place.subtreeEnd { found[index].scanNumber = 0 }
    }
    var start = position
    let first = text.token(&start)
    let end: Int
    if first == UInt8(ascii: "{"), !place.members.isEmpty {
      end = try scanObject(text, start, node: node, depth: depth).end
    } else if first == UInt8(ascii: "["), !place.elements.isEmpty {
      end = try scanArray(text, start, node: node, depth: depth)
    } else {
      end = try text.valueEnd(start, depth: depth)
    }
    found[node] = Found(start: start, end: end, scanNumber: scanNumber)
    return end
  }

  private mutating func scanArray(
    _ text: ScannedText, _ start: Int, node: Int, depth: Int
  ) throws(JSONError) -> Int {
    var total = 0
    if tree.nodes[node].hasNegativeElements {
      // Indices from the end need the number of elements, so these arrays are passed over twice.
      _ = try text.forEachElement(start) { (at: Int) throws(JSONError) in
        total &+= 1
        return try text.valueEnd(at, depth: depth &+ 1)
      }
    }
    var scan = ElementScan(node: node, depth: depth, total: total)
    return try text.forEachElement(start) { (at: Int) throws(JSONError) in
      defer { scan.index &+= 1 }
      return try scanElement(text, at, scan)
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
    _ text: ScannedText, _ start: Int, _ scan: ElementScan
  ) throws(JSONError) -> Int {
    var end: Int?
    for place in tree.nodes[scan.node].elements {
      let element = tree.elements[place]
      guard scan.matches(element.index) else { continue }
      end = try scanMatch(text, start, node: element.node, depth: scan.depth &+ 1)
    }
    if let end { return end }
    return try text.valueEnd(start, depth: scan.depth &+ 1)
  }

  /// The node for a member name of `node`, or -1.
  @inline(__always)
  private mutating func member(
    of node: Int, _ name: Range<Int>, escaped: Bool, in text: ScannedText
  ) -> Int {
    if escaped {
      unescapedName.removeAll(keepingCapacity: true)
      let literal = UnsafeBufferPointer(start: text.base + name.lowerBound, count: name.count)
      JSONString.unescape(literal, into: &unescapedName)
      return unescapedName.withUnsafeBufferPointer { member(of: node, $0) }
    }
    return member(
      of: node, UnsafeBufferPointer(start: text.base + name.lowerBound, count: name.count))
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

extension ScannedText {
  /// Passes over the array that begins at `start`, calling `body` with the position of each element;
  /// it returns that element's end.
  @inline(__always)
  fileprivate func forEachElement(
    _ start: Int, _ body: (Int) throws(JSONError) -> Int
  ) throws(JSONError) -> Int {
    var at = start &+ 1
    if token(&at) == UInt8(ascii: "]") { return at &+ 1 }
    repeat {
      at = try body(at)
    } while try !endsContainer(&at, object: false)
    return at
  }
}

/// Where an object stands in a text: what is needed to add a member to it.
public struct ObjectShape: Equatable, Sendable {
  /// The offset of its opening brace.
  public let start: Int
  /// The offset just behind its last member, or nil if it has none.
  public let lastMemberEnd: Int?
}
