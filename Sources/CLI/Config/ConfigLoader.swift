import Segment
import YAML

/// Reads the step config that the settings name.
struct ConfigLoader {
  private let settings: Settings
  private let environment: [String: String]
  private var sources: [ConfigSource] = []

  init(_ settings: Settings, environment: [String: String]) {
    self.settings = settings
    self.environment = environment
  }

  /// Reads and checks the config.
  ///
  /// - Throws: what is wrong with it, worded.
  mutating func load() throws(Diagnostics) -> StepConfig {
    let document = try readDocument()
    let overrides = try readOverrides()
    var reader = ConfigReader(
      surroundings: surroundings,
      // The sandbox takes any key, and trying the program out shall need no account.
      fallbackWriteKey: settings.sandbox == nil ? nil : "sandbox")
    do throws(ConfigErrors) {
      return try reader.read(document, step: settings.step, overrides: overrides)
    } catch {
      throw diagnostics(error.errors)
    }
  }

  private var surroundings: Surroundings {
    let environment = environment
    return Surroundings(
      variable: { environment[$0] },
      file: { path throws(Surroundings.Unreadable) in
        do throws(FileText.Unreadable) {
          return try FileText.read(path)
        } catch {
          throw Surroundings.Unreadable(reason: error.reason)
        }
      })
  }

  private mutating func readDocument() throws(Diagnostics) -> Node? {
    let text: [UInt8]
    let name: String
    var origin = ConfigSource.Origin.file
    switch settings.config {
    case .none:
      sources.append(ConfigSource(name: "config", text: []))
      return nil
    case .inline(let yaml):
      (text, name, origin) = (Array(yaml.utf8), FlagID.inline.spelling, .inline)
    case .file(let path):
      name = path
      do throws(FileText.Unreadable) {
        text = try FileText.read(path)
      } catch {
        throw Diagnostics([Diagnostic("cannot read config \(path): \(error.reason)")])
      }
    }
    sources.append(ConfigSource(name: name, text: text, origin: origin))
    do throws(YAMLError) {
      if let node = try JSONDocument.parse(text) { return node }
      return try Document.parse(text)
    } catch {
      throw Diagnostics([diagnostic(ConfigError(.yaml(error.reason), at: error.mark))])
    }
  }

  private mutating func readOverrides() throws(Diagnostics) -> [ConfigOverride] {
    var overrides: [ConfigOverride] = []
    var diagnostics: [Diagnostic] = []
    for assignment in settings.assignments {
      sources.append(
        ConfigSource(
          name: "\(FlagID.set.spelling) \(assignment.path)", text: Array(assignment.value.utf8),
          origin: .set(path: assignment.path)))
      do throws(ConfigError) {
        overrides.append(try override(assignment))
      } catch {
        diagnostics.append(diagnostic(error))
      }
    }
    guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
    return overrides
  }

  /// The override of an assignment, whose text is the last source.
  private func override(
    _ assignment: Settings.Assignment
  ) throws(ConfigError) -> ConfigOverride {
    let source = sources.count - 1
    let value: Node
    do throws(ConfigError) {
      value = try AssignedValue.parse(assignment.value)
    } catch {
      let mark = Mark(line: error.mark.line, column: error.mark.column, source: source)
      throw ConfigError(error.reason, at: mark)
    }
    return try ConfigOverride(path: assignment.path, value: value, source: source)
  }

  /// More mistakes than these are only counted: a text that has so many is something else.
  private static let shownMistakes = 100

  /// The list of all parameters is shown once only.
  private func diagnostics(_ errors: [ConfigError]) -> Diagnostics {
    var hasListed = false
    var diagnostics = errors.prefix(Self.shownMistakes).map { error in
      let diagnostic = diagnostic(error)
      guard ConfigWording.listsParameters(error.reason) else { return diagnostic }
      defer { hasListed = true }
      return hasListed ? diagnostic.withoutHint : diagnostic
    }
    let others = errors.count - diagnostics.count
    if others > 0 {
      diagnostics.append(Diagnostic("\(others) more mistakes in the config"))
    }
    return Diagnostics(diagnostics)
  }

  /// That a parameter is missing because the shell has made nothing of its lookup.
  private func emptyAssignmentHint(_ reason: ConfigError.Reason) -> String? {
    guard case .missing(let name, let other, _) = reason,
      let assignment = settings.assignments.last(where: {
        $0.value.isEmpty && ($0.path == name.rawValue || $0.path == other?.rawValue)
      })
    else { return nil }
    return "-s \(assignment.path)= is empty; the shell looks ${...} up itself, but in single quotes"
  }

  private func diagnostic(_ error: ConfigError) -> Diagnostic {
    let source = sources[min(error.mark.source, sources.count - 1)]
    var mark = source.within(error.mark)
    if case .template(_, let lookup) = error.reason { mark = source.place(of: lookup, at: mark) }
    var wording = ConfigWording(error.reason)
    if let hint = emptyAssignmentHint(error.reason) { wording.hint = hint }
    if wording.hint == nil {
      wording.hint = SourceHint(at: mark, in: source).text(for: error.reason)
    }
    guard source.line(mark.line)?.isEmpty == false else {
      return Diagnostic("\(source.name): \(wording.message)", hint: wording.hint)
    }
    return Diagnostic(
      wording.message, hint: wording.hint,
      place: Diagnostic.Place(
        source: source.name, line: mark.line, column: mark.column,
        text: SecretLine.masked(mark.line, of: source)))
  }
}
