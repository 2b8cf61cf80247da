import JSON
import Segment

/// Lookups followed step by step in one event after another, to see where they end.
struct LookupTrail: ~Copyable {
  /// What a path finds, as far as it may count as nothing.
  enum Found {
    case nothing, null, emptyText, value
  }

  /// Where a lookup ended that found nothing.
  struct End: Equatable {
    /// The steps that found something.
    let path: [PathStep]
    /// The step that did not.
    let step: PathStep
    /// What the value at `path` is.
    let kind: JSONKind
    /// The keys of the value at `path`, if it is an object.
    let keys: [String]
  }

  private let paths: [[PathStep]]
  /// For each path, the places of its beginnings, from none of its steps to all of them.
  private let places: [[PathTree.Lookup]]
  private var scanner: ObjectScanner

  init(_ paths: [[PathStep]]) {
    self.paths = paths
    let beginnings = paths.map { path in (0...path.count).map { Array(path[..<$0]) } }
    let tree = PathTree(beginnings.flatMap(\.self))
    var rest = tree.lookups[...]
    places = beginnings.map { beginnings in
      defer { rest = rest.dropFirst(beginnings.count) }
      return Array(rest.prefix(beginnings.count))
    }
    scanner = ObjectScanner(tree)
  }

  /// Turns to another event.
  ///
  /// - Parameter event: the text of a JSON object; another text finds nothing.
  mutating func follow(_ event: [UInt8]) {
    _ = try? scanner.scan(event.span)
  }

  /// What a path, by its number, finds in the event that was turned to.
  func found(_ number: Int, in event: [UInt8]) -> Found {
    guard let range = places[number].last.flatMap({ scanner.value(of: $0) }) else {
      return .nothing
    }
    if event[range.lowerBound] == UInt8(ascii: "n") { return .null }
    return event[range].elementsEqual("\"\"".utf8) ? .emptyText : .value
  }

  /// Where a path ends in the event that was turned to; nil if it finds something.
  func end(of number: Int, in event: [UInt8]) -> End? {
    let path = paths[number]
    guard places[number].last.flatMap({ scanner.value(of: $0) }) == nil,
      let steps = places[number].lastIndex(where: { scanner.value(of: $0) != nil }),
      steps < path.count, let range = scanner.value(of: places[number][steps])
    else { return nil }
    let kind = JSONKind(firstByte: event[range.lowerBound])
    return End(
      path: Array(path[..<steps]), step: path[steps], kind: kind,
      keys: kind == .object ? ObjectKeys.list(event[range]) : [])
  }
}
