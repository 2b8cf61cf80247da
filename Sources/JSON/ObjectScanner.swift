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

  @usableFromInline let tree: PathTable
  private let containers = UnsafeMutablePointer<Bool>.allocate(capacity: JSONLimits.depth)
  /// What was found for each node of the tree.
  @usableFromInline let found: UnsafeMutablePointer<Found>
  /// The number of the present scan: what carries another was found in another text.
  @usableFromInline var scanNumber = 0
  private let predictions: NamePredictions
  private var unescapedName = ByteBuffer()
  /// Of a text that stands in other memory.
  private var copy = ByteBuffer()

  /// Makes a scanner that looks for the paths of `tree`.
  public init(_ tree: PathTree) {
    self.tree = PathTable(tree)
    predictions = NamePredictions(nodes: tree.slots.count / PathTree.slotCount)
    // One more, for paths that find nothing.
    found = .allocate(capacity: tree.nodes.count + 1)
    found.initialize(repeating: Found(), count: tree.nodes.count + 1)
  }

  deinit {
    found.deallocate()
    containers.deallocate()
  }

  /// Scans one text.
  ///
  /// - Returns: what it is; the values found are then there from `value(of:)`.
  /// - Throws: the first error of the text.
  public mutating func scan(_ text: borrowing ByteBuffer) throws(JSONError) -> Outcome {
    scanNumber &+= 1
    // What takes a closure has no typed rethrow over `inout self`, hence the result value.
    let result: Result<Outcome, JSONError>? = text.withTerminated { base in
      let text = ScannedText(base: base, end: text.count, containers: containers)
      do throws(JSONError) {
        return .success(try scan(text))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw JSONError(.expectedValue, at: 0) }
    return try result.get()
  }

  /// Scans a copy of a text. See `scan(_:)`.
  public mutating func scan(_ text: Span<UInt8>) throws(JSONError) -> Outcome {
    var copy = ByteBuffer()
    swap(&copy, &self.copy)
    copy.removeAll()
    copy.append(text)
    defer { swap(&copy, &self.copy) }
    return try scan(copy)
  }

  /// The bytes of the value that the last scan found for a path, or nil.
  ///
  /// - Parameter lookup: one of the tree that the scanner was made with.
  @inlinable @inline(__always)
  public func value(of lookup: PathTree.Lookup) -> Range<Int>? {
    let value = found + lookup.node
    if value.pointee.scanNumber == scanNumber {
      return Range(uncheckedBounds: (value.pointee.start, value.pointee.end))
    }
    // Not of this scanner, which would be copied to be handed over.
    return lookup.others.isEmpty
      ? nil : Self.value(among: lookup.others, tree.ends, found, scanNumber)
  }

  @usableFromInline
  static func value(
    among others: Range<Int>, _ ends: UnsafePointer<Int>, _ found: UnsafePointer<Found>,
    _ scanNumber: Int
  ) -> Range<Int>? {
    for index in others {
      let value = found[ends[index]]
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
    let slots = tree.nodes[node].slots
    var prediction = slots / PathTree.slotCount &* NamePredictions.perNode
    let lastPrediction = slots < 0 ? prediction : prediction &+ NamePredictions.perNode
    while true {
      guard text.token(&at) == UInt8(ascii: "\"") else { throw JSONError(.expectedKey, at: at) }
      let child: Int
      if prediction < lastPrediction, predictions.holds(at: prediction, text.base + at) {
        let known = predictions.places + prediction
        at &+= known.pointee.length
        child = known.pointee.node
      } else {
        child = try scanName(
          text, &at, slots: slots, prediction: prediction < lastPrediction ? prediction : -1)
      }
      prediction &+= 1
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

  /// Scans a member name and its colon; returns the node that it stands for, or -1.
  ///
  /// - Parameters:
  ///   - at: the opening quote; moved behind the colon.
  ///   - slots: where the slots of the members that are looked for begin; -1 if none are.
  ///   - prediction: where the name is remembered; -1 for nowhere.
  @inline(never)
  private mutating func scanName(
    _ text: ScannedText, _ at: inout Int, slots: Int, prediction: Int
  ) throws(JSONError) -> Int {
    let start = at
    let name = try text.stringEnd(start &+ 1)
    at = try text.colonEnd(name.at)
    if slots < 0 { return -1 }
    let length = name.at &- start &- 2
    if name.isEscaped { return member(in: slots, escaped: text.base + start + 1, length) }
    let node = member(in: slots, text.base + start + 1, length)
    if prediction >= 0, at == name.at &+ 1 {
      predictions.remember(
        at: prediction, text.base + start, length: at &- start, node: node)
    }
    return node
  }

  /// Scans the value at a position, or behind white space there, which is the one that `node` stands
  /// for; returns its end.
  @inline(__always)
  private mutating func scanMatch(
    _ text: ScannedText, _ position: Int, node: Int, depth: Int
  ) throws(JSONError) -> Int {
    if !tree.nodes[node].isLeaf { return try scanParent(text, position, node: node, depth: depth) }
    var start = position
    _ = text.token(&start)
    let end = try text.valueEnd(start, depth: depth)
    found[node] = Found(start: start, end: end, scanNumber: scanNumber)
    return end
  }

  /// The same for a node that has others below it.
  @inline(never)
  private mutating func scanParent(
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
    if first == UInt8(ascii: "{"), place.slots >= 0 {
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

  /// The node for a member name of which the slots of a node's members begin there, or -1.
  @inline(never)
  private mutating func member(
    in slots: Int, escaped literal: UnsafePointer<UInt8>, _ length: Int
  ) -> Int {
    unescapedName.removeAll()
    // Room for something, where the name is empty.
    unescapedName.reserve(1)
    JSONString.unescape(
      UnsafeBufferPointer(start: literal, count: length).span, into: &unescapedName)
    return unescapedName.withTerminated { member(in: slots, $0, unescapedName.count) } ?? -1
  }

  /// The same for a name without escapes, at which `ByteBlock.size` bytes can be read.
  @inline(__always)
  private func member(in slots: Int, _ name: UnsafePointer<UInt8>, _ length: Int) -> Int {
    let prefix = ByteBlock.prefix(name, length)
    let slot = PathTree.slot(length: length, first: UInt8(truncatingIfNeeded: prefix))
    var index = tree.slots[slots &+ slot]
    while index >= 0 {
      let member = tree.members + index
      if tree.isNamed(member, name, length, prefix: prefix) { return member.pointee.node }
      index = member.pointee.next
    }
    return -1
  }
}

/// Where a value was found, and in which scan.
@usableFromInline
struct Found {
  @usableFromInline var start = 0
  @usableFromInline var end = 0
  @usableFromInline var scanNumber = 0
}
