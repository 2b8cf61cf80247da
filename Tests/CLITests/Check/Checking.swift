import Testing

@testable import CLI

/// The settings and the loader of a command line.
func settings(_ arguments: [String]) throws -> Settings {
  let invocation = try Invocation(arguments: arguments)
  let settings: Settings? = if case .run(let settings) = invocation { settings } else { nil }
  return try #require(settings)
}

/// What a command line makes of events, a line each.
func trial(_ arguments: [String], of lines: [String]) throws -> String {
  let settings = try settings(arguments)
  var loader = ConfigLoader(settings, environment: [:])
  var trial = EventTrial(try loader.load(), settings)
  for (index, line) in lines.enumerated() { trial.add(Array(line.utf8), number: index + 1) }
  return TrialReport(trial).text
}

/// What a command line's config is understood to be.
func report(_ arguments: [String], environment: [String: String] = [:]) throws -> [String] {
  let settings = try settings(arguments)
  var loader = ConfigLoader(settings, environment: environment)
  let text = ConfigReport(try loader.load(), settings).text
  return text.split(separator: "\n").map(String.init)
}
