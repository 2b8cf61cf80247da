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
    switch settings.config {
    case .none:
      sources.append(ConfigSource(name: "config", text: []))
      return nil
    case .inline(let yaml): (text, name) = (Array(yaml.utf8), FlagID.inline.spelling)
    case .file(let path):
      name = path
      do throws(FileText.Unreadable) {
        text = try FileText.read(path)
      } catch {
        throw Diagnostics([Diagnostic("cannot read config \(path): \(error.reason)")])
      }
    }
    sources.append(ConfigSource(name: name, text: text))
    do throws(YAMLError) {
      return try Document.parse(text)
    } catch {
      throw Diagnostics([diagnostic(ConfigError(.yaml(error.reason), at: error.mark))])
    }
  }

  private mutating func readOverrides() throws(Diagnostics) -> [ConfigOverride] {
    var overrides: [ConfigOverride] = []
    var diagnostics: [Diagnostic] = []
    for assignment in settings.assignments {
      let text = Array(assignment.value.utf8)
      let name = "\(FlagID.set.spelling) \(assignment.path)"
      sources.append(ConfigSource(name: name, text: text))
      do {
        overrides.append(
          try ConfigOverride(
            path: assignment.path, value: try Self.parseValue(text), source: sources.count - 1))
      } catch let error as YAMLError {
        let mark = Mark(
          line: error.mark.line, column: error.mark.column, source: sources.count - 1)
        diagnostics.append(diagnostic(ConfigError(.yaml(error.reason), at: mark)))
      } catch let error as ConfigError {
        diagnostics.append(diagnostic(error))
      } catch {}
    }
    guard diagnostics.isEmpty else { throw Diagnostics(diagnostics) }
    return overrides
  }

  /// A value on the command line; nothing at all means null.
  private static func parseValue(_ text: [UInt8]) throws(YAMLError) -> Node {
    do throws(YAMLError) {
      return try Document.parse(text)
    } catch  where error.reason == .empty {
      return Node(content: .scalar(Scalar(text: "", value: .null)), mark: error.mark)
    }
  }

  /// The list of all parameters is shown once only.
  private func diagnostics(_ errors: [ConfigError]) -> Diagnostics {
    let lists = errors.indices.filter { ConfigWording.listsParameters(errors[$0].reason) }
    return Diagnostics(
      errors.indices.map { index in
        let diagnostic = diagnostic(errors[index])
        return lists.dropFirst().contains(index) ? diagnostic.withoutHint : diagnostic
      })
  }

  private func diagnostic(_ error: ConfigError) -> Diagnostic {
    let source = sources[min(error.mark.source, sources.count - 1)]
    var mark = source.within(error.mark)
    if case .template(_, let lookup) = error.reason { mark = source.place(of: lookup, at: mark) }
    var wording = ConfigWording(error.reason)
    if case .yaml(let reason) = error.reason {
      wording.hint = YAMLWording.hint(reason, line: source.line(mark.line) ?? "")
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
