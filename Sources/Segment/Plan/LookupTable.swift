import JSON

/// The lookups of a plan, numbered, and the tree that finds them all in one pass over an event.
struct LookupTable: Sendable {
  /// A lookup as the renderer performs it.
  struct Entry: Sendable {
    /// Where the value is found in the event; nil for the number of the input line.
    let place: PathTree.Lookup?
    /// The value, as JSON, that stands in for an absent or null one.
    let fallback: [UInt8]?
    /// The lookup as it is written in the config.
    let name: String
  }

  let entries: [Entry]
  let tree: PathTree

  /// Collects lookups and paths while a plan is made.
  struct Builder {
    private var lookups: [Template.Lookup] = []
    private var paths: [[PathStep]] = []
    private var pathNumbers: [Int?] = []

    /// The number of a lookup; equal ones share it.
    mutating func number(of lookup: Template.Lookup) -> Int {
      if let known = lookups.firstIndex(of: lookup) { return known }
      lookups.append(lookup)
      if case .event(let path) = lookup.source {
        pathNumbers.append(self.path(path))
      } else {
        pathNumbers.append(nil)
      }
      return lookups.count - 1
    }

    /// The number of a path that is looked for without being a lookup of the config.
    mutating func path(_ path: [PathStep]) -> Int {
      paths.append(path)
      return paths.count - 1
    }

    /// The table, and the places of all paths by their numbers.
    func build() -> (table: LookupTable, places: [PathTree.Lookup]) {
      let tree = PathTree(paths)
      let entries = zip(lookups, pathNumbers).map { lookup, path in
        Entry(
          place: path.map { tree.lookups[$0] }, fallback: lookup.fallback, name: lookup.name)
      }
      return (LookupTable(entries: entries, tree: tree), tree.lookups)
    }
  }
}
