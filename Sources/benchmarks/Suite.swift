import TestSupport

/// One run over the comparisons asked for, with its report.
enum Suite {
  /// Runs the program.
  ///
  /// - Returns: its exit status: 0 also when a target is missed, since times on a shared machine are no
  ///   judge; 1 when a comparison failed, or more instructions are counted than before; 2 when the
  ///   command line is wrong.
  static func run(_ arguments: [String]) -> Int32 {
    if arguments.contains("-h") || arguments.contains("--help") {
      emit(Options.usage)
      return 0
    }
    do throws(Options.UsageError) {
      return run(try Options(arguments))
    } catch {
      complain("unknown argument '\(error.word)'\n\(Options.usage)")
      return 2
    }
  }

  private static func run(_ options: Options) -> Int32 {
    let bench: Bench
    do throws(SupportError) {
      bench = try Bench(options)
    } catch {
      complain("\(error)")
      return 1
    }
    if options.countsInstructions { return countInstructions(bench) }
    var report = Report(machine: Machine(server: bench.serverName), isQuick: options.isQuick)
    if !options.isJSON { emit(Table.head(report)) }
    for comparison in options.comparisons { measure(comparison, on: bench, into: &report) }
    if options.isJSON { emit(report.json) }
    return report.failures.isEmpty ? 0 : 1
  }

  private static func countInstructions(_ bench: Bench) -> Int32 {
    if let obstacle = Instructions.obstacle {
      complain("skipped: \(obstacle)")
      return 0
    }
    var figures: [Instructions.Figure] = []
    var isWorse = false
    do throws(SupportError) {
      let known = try KnownFigures()
      try Instructions(bench, known).measure { figure in
        figures.append(figure)
        if !bench.options.isJSON { emit(figure.line(known: known.known(figure))) }
        if let complaint = known.complaint(figure) {
          complain(complaint)
          isWorse = true
        }
      }
    } catch {
      complain("\(error)")
      return 1
    }
    if bench.options.isJSON { emit("{\(figures.map(\.json).joined(separator: ","))}\n") }
    return isWorse ? 1 : 0
  }

  private static func measure(
    _ comparison: Comparison, on bench: Bench, into report: inout Report
  ) {
    let name = comparison.rawValue
    if let obstacle = comparison.obstacle {
      report.skipped.append(Report.Note(name: name, text: obstacle))
      complain("\(name) skipped: \(obstacle)")
      return
    }
    do throws(SupportError) {
      try comparison.measure(on: bench) { row in
        report.rows.append(row)
        if !bench.options.isJSON { emit(Table.line(row)) }
      }
    } catch {
      report.failures.append(Report.Note(name: name, text: error.description))
      complain("\(name) failed: \(error)")
    }
  }
}
