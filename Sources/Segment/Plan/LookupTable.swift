import JSON

/// The lookups of a plan, numbered, and the tree that finds them all in one pass over an event.
struct LookupTable: Sendable {
  /// Where a lookup finds its value. Plain numbers only, for it is asked for at every turn.
  struct Place: Sendable {
    /// The path in the event; nil for the number of the input line.
    let path: PathTree.Lookup?
    let hasFallback: Bool
  }

  let places: [Place]
  /// The values, as JSON, that stand in for absent or null ones; empty where there is none.
  let fallbacks: [[UInt8]]
  /// The lookups as they are written in the config.
  let names: [String]
  let tree: PathTree

  /// Collects lookups and paths while a plan is made.
  struct Builder {
    private var lookups: [Template.Lookup] = []
    private var numbers: [Template.Lookup: Int] = [:]
    private var paths: [[PathStep]] = []
    private var pathNumbers: [Int?] = []

    /// The number of a lookup; equal ones share it.
    mutating func number(of lookup: Template.Lookup) -> Int {
      if let known = numbers[lookup] { return known }
      numbers[lookup] = lookups.count
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
      let table = LookupTable(
        places: zip(lookups, pathNumbers).map { lookup, path in
          Place(path: path.map { tree.lookups[$0] }, hasFallback: lookup.fallback != nil)
        },
        fallbacks: lookups.map { $0.fallback ?? [] }, names: lookups.map(\.name), tree: tree)
      return (table, tree.lookups)
    }
  }
}
