/// What the command line asks for.
struct Options {
  /// The comparisons to make, in the order of the table.
  var comparisons = Comparison.allCases
  /// One JSON object instead of the table.
  var isJSON = false
  /// Few events and one repetition: whether it works, not how fast it is.
  var isQuick = false
  /// The memory comparison takes ten times as many events.
  var isLong = false

  /// Instructions an event, instead of the comparisons.
  var countsInstructions = false

  /// Words that are neither a flag nor a comparison.
  struct UsageError: Error {
    let word: String
  }

  init(_ arguments: [String]) throws(UsageError) {
    var named: [Comparison] = []
    for argument in arguments {
      switch argument {
      case "--json": isJSON = true
      case "--quick": isQuick = true
      case "--long": isLong = true
      case "--instructions": countsInstructions = true
      default:
        guard let comparison = Comparison(rawValue: argument) else {
          throw UsageError(word: argument)
        }
        named.append(comparison)
      }
    }
    if !named.isEmpty { comparisons = Comparison.allCases.filter(named.contains) }
  }

  /// How often each side of a comparison runs.
  var repetitions: Int { isQuick ? 1 : 5 }

  /// What is written about the command line.
  static var usage: String {
    let names = Comparison.allCases.map { comparison in
      let name = comparison.rawValue
      return "  \(name.padded(to: 14))\(comparison.summary)\n"
    }
    return """
      Usage: swift run -c release benchmarks [--json] [--quick] [--long] [NAME ...]
             swift run -c release benchmarks [--json] --instructions
      Compare the release build of segment-step with bare libcurl, jq and curl.

        --json        one JSON object instead of the table
        --quick       few events, no repetitions: a trial, no measurement
        --long        6,000,000 events in the memory comparison
        --instructions  count instructions an event, with valgrind

      \(names.joined())
      """
  }
}
