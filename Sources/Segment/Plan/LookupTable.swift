import JSON

/// The lookups of a plan, numbered, and the tree that finds them all in one pass over an event.
struct LookupTable: Sendable {
  /// Where a lookup finds its value. Plain numbers only, for it is asked for at every turn.
  struct Place: Sendable {
    /// The path in the event, if the value is what stands there and nothing else.
    let path: PathTree.Lookup?
    let hasFallback: Bool
  }

  /// How a value is found that is not simply what stands at a path.
  struct Chain: Sendable {
    /// Where a value may be.
    enum Source: Sendable {
      case path(PathTree.Lookup)
      /// The event, less the result of an earlier run.
      case event(PathTree.Lookup)
      case lineNumber
      case constant([UInt8])
    }

    /// The first of these that has a value counts.
    let sources: [Source]
    /// What the value is passed through.
    let functions: [TemplateFunction]
  }

  let places: [Place]
  /// For each lookup without a path of its own, how it is done.
  let chains: [Chain?]
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
    /// The numbers of the paths of each lookup.
    private var pathNumbers: [[Int]] = []

    /// Whether any lookup makes UUIDs of names.
    var makesUUIDs: Bool { lookups.contains { !$0.functions.allSatisfy(\.isPure) } }

    /// The number of a lookup; equal ones share it.
    mutating func number(of lookup: Template.Lookup) -> Int {
      if let known = numbers[lookup] { return known }
      numbers[lookup] = lookups.count
      lookups.append(lookup)
      pathNumbers.append(lookup.paths.map { path($0) })
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
      var places: [Place] = []
      var chains: [Chain?] = []
      for (lookup, numbers) in zip(lookups, pathNumbers) {
        let path = lookup.plainPath.map { _ in tree.lookups[numbers[0]] }
        places.append(Place(path: path, hasFallback: lookup.fallback != nil))
        chains.append(path == nil ? Self.chain(lookup, numbers.map { tree.lookups[$0] }) : nil)
      }
      let table = LookupTable(
        places: places, chains: chains, fallbacks: lookups.map { $0.fallback ?? [] },
        names: lookups.map(\.name), tree: tree)
      return (table, tree.lookups)
    }

    private static func chain(_ lookup: Template.Lookup, _ places: [PathTree.Lookup]) -> Chain {
      var places = places[...]
      let sources = lookup.sources.compactMap { source -> Chain.Source? in
        switch source {
        case .event(let path):
          guard let place = places.popFirst() else {
            preconditionFailure("each path of a lookup has its place")
          }
          return path.isEmpty ? .event(place) : .path(place)
        case .inputLine: return .lineNumber
        case .constant(let value): return .constant(value)
        // It is no value of the event: the plan of the message id sees to it.
        case .callUUID: return nil
        }
      }
      return Chain(sources: sources, functions: lookup.functions)
    }
  }
}

extension Template.Lookup {
  /// The path, if the value is what stands there in the event and nothing else.
  var plainPath: [PathStep]? {
    guard functions.isEmpty, sources.count == 1, case .event(let path) = sources[0], !path.isEmpty
    else { return nil }
    return path
  }
}
