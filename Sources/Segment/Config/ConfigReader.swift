import JSON
import YAML

/// Checks a step config and compiles its templates, collecting every mistake.
public struct ConfigReader {
  let surroundings: Surroundings
  private let fallbackWriteKey: String?
  private var writeKeySource = WriteKeySource.fallback
  private(set) var values: [ParameterName: Node] = [:]
  private var stepMark = Mark(line: 1, column: 1)
  private var otherSteps: [OtherStep] = []
  /// The mistakes found so far, in the order of the checks.
  private(set) var errors: [ConfigError] = []

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - surroundings: what `${env:…}` and `${file:…}` read.
  ///   - fallbackWriteKey: the write key of a config that has none or takes it from a variable
  ///     that is not set; nil if that is a mistake.
  public init(surroundings: Surroundings, fallbackWriteKey: String? = nil) {
    self.surroundings = surroundings
    self.fallbackWriteKey = fallbackWriteKey
  }

  /// Reads a config.
  ///
  /// - Parameters:
  ///   - document: a bare step, a list of steps or a workflow; nil for an empty step.
  ///   - number: which step of a list or workflow, from 1.
  ///   - overrides: values set over the step's own.
  /// - Throws: every mistake, sorted by place; at least one.
  public mutating func read(
    _ document: Node?, step number: Int? = nil, overrides: [ConfigOverride] = []
  ) throws(ConfigErrors) -> StepConfig {
    do throws(ConfigError) {
      var step = Node(content: .mapping([]), mark: stepMark)
      if let document {
        step = try StepSelector.step(number: number, in: document)
        otherSteps = StepSelector.others(than: step, in: document)
      }
      for override in overrides { step = apply(override, to: step) }
      return try read(step: step)
    } catch {
      throw ConfigErrors(errors: errors.isEmpty ? [error] : errors.sorted { $0.mark < $1.mark })
    }
  }

  /// The step with a value set over its own; unchanged after a mistake, which is noted.
  private mutating func apply(_ override: ConfigOverride, to step: Node) -> Node {
    do throws(ConfigError) {
      return try override.applied(to: step)
    } catch {
      errors.append(error)
      return step
    }
  }

  /// Reads the step; throws any one of `errors` if there are any.
  private mutating func read(step: Node) throws(ConfigError) -> StepConfig {
    stepMark = step.mark
    try collectValues(of: step)
    try checkType()
    let writeKey = readWriteKey()
    let operation = readOperation()
    var texts: [ParameterName: Template] = [:]
    for name in Self.textParameters { texts[name] = readText(name) }
    var objects: [ParameterName: StepConfig.ObjectTemplate] = [:]
    for name in Self.objectParameters { objects[name] = readObject(name) }
    checkRequired(operation)
    checkConstants(texts)
    let delivery = readDelivery()
    let outputTo = readOutputTo()
    let region = readRegion()
    if let error = errors.first { throw error }
    guard let operation else {
      throw ConfigError(.missing(.operation, or: nil, operation: nil), at: stepMark)
    }
    return StepConfig(
      writeKey: writeKey, writeKeySource: writeKeySource, outputTo: outputTo, region: region,
      delivery: delivery, otherSteps: otherSteps,
      unused: unused(by: operation), operation: operation, texts: texts, objects: objects)
  }

  private static let textParameters = ParameterTable.names(of: .text)
  private static let objectParameters = ParameterTable.names(of: .object)

  mutating func report(_ reason: ConfigError.Reason, at mark: Mark) {
    errors.append(ConfigError(reason, at: mark))
  }

  /// Sorts the step's values by parameter; a null counts as not given.
  private mutating func collectValues(of step: Node) throws(ConfigError) {
    guard case .mapping(let pairs) = step.content else {
      throw ConfigError(.notAStep, at: step.mark)
    }
    let known = ParameterName.allCases.map(\.rawValue)
    // The parameter above that takes an object, as long as nothing else was given since.
    var empty: ParameterName?
    for pair in pairs {
      let key = pair.key.scalarText ?? ""
      // An editor's mark, and homes for anchors.
      if key == "$schema" || key.hasPrefix("x-") { continue }
      guard let name = ParameterName(rawValue: key) else {
        if holdsStep(pair.value, of: step) {
          // Every parameter would be missing: nothing else is said of it.
          errors = []
          throw ConfigError(.parametersNested(key), at: pair.key.mark)
        }
        let meant =
          ParameterName.meant(by: key)?.rawValue ?? nearest(key, in: known)
          ?? related(key, in: known)
        if let empty, meant == nil {
          report(.memberNotIndented(key, of: empty), at: pair.key.mark)
        } else {
          report(.unknownParameter(key, nearest: meant), at: pair.key.mark)
        }
        continue
      }
      empty = nil
      if case .scalar(let scalar) = pair.value.content, scalar.value == .null {
        if Self.objectParameters.contains(name) { empty = name }
        continue
      }
      values[name] = pair.value
    }
  }

  /// Whether a mapping in a step without operation has one.
  private func holdsStep(_ node: Node, of step: Node) -> Bool {
    let operation = ParameterName.operation.rawValue
    return node.value(for: operation) != nil && step.value(for: operation) == nil
  }

  private mutating func checkType() throws(ConfigError) {
    guard let type = values[.type] else { return }
    guard let text = type.scalarText else {
      return report(.wrongKind(.type, expected: .string, found: type.kindName), at: type.mark)
    }
    guard text != "segment" else { return }
    let error = ConfigError(.otherStepType(text), at: type.mark)
    if nearest(text, in: ["segment"]) == nil {
      // A step of another type has other parameters: nothing else about it is a mistake.
      errors = []
      throw error
    }
    errors.append(error)
  }

  // MARK: Templates

  /// Compiles the text of a node, reporting what is wrong with it.
  ///
  /// - Parameter isMessageID: whether it may be `${call:uuid}`.
  mutating func template(_ text: String, at mark: Mark, isMessageID: Bool = false) -> Template? {
    do throws(TemplateError) {
      let template = try TemplateParser.parse(text, in: surroundings)
      let isOfCall = template.lookups.contains { $0.sources.contains(.callUUID) }
      if isOfCall, !isMessageID || template.onlyLookup == nil {
        throw TemplateError(reason: .misplacedCallUUID, lookup: text)
      }
      return template
    } catch {
      report(.template(error.reason, lookup: error.lookup), at: mark)
      return nil
    }
  }

  /// A parameter that takes a string; a number or boolean stands for its text.
  mutating func readText(_ name: ParameterName) -> Template? {
    guard let node = values[name] else { return nil }
    guard let text = node.scalarText else {
      report(.wrongKind(name, expected: .string, found: node.kindName), at: node.mark)
      return nil
    }
    return template(text, at: node.mark, isMessageID: name == .messageID)
  }

  private mutating func readWriteKey() -> String {
    guard let node = values[.writeKey] else {
      if fallbackWriteKey == nil, !isMisspelt(.writeKey) {
        report(.missing(.writeKey, or: nil, operation: nil), at: stepMark)
      }
      return fallbackWriteKey ?? ""
    }
    guard let text = node.scalarText else {
      report(.wrongKind(.writeKey, expected: .string, found: node.kindName), at: node.mark)
      return ""
    }
    do throws(TemplateError) {
      var source = WriteKeySource.config
      let template = try TemplateParser.parse(text, in: surroundings.noting { source = $0 })
      writeKeySource = source
      return checkedWriteKey(template, at: node.mark)
    } catch {
      var reason = error.reason
      if case .unsetVariable(let name) = reason {
        if let fallbackWriteKey { return fallbackWriteKey }
        reason = .unsetKeyVariable(name)
      }
      report(.template(reason, lookup: error.lookup), at: node.mark)
      return ""
    }
  }

  private mutating func checkedWriteKey(_ template: Template, at mark: Mark) -> String {
    if let lookup = template.lookups.first {
      report(.writeKeyFromEvent(lookup: lookup.name), at: mark)
    }
    let key = template.constant ?? []
    if key.isEmpty, template.lookups.isEmpty {
      if let fallbackWriteKey {
        writeKeySource = .fallback
        return fallbackWriteKey
      }
      report(.empty(.writeKey), at: mark)
    }
    if let fault = WriteKeyFault(in: key) { report(.badWriteKey(fault), at: mark) }
    return String(decoding: key, as: UTF8.self)
  }

  private mutating func readOperation() -> StepConfig.OperationChoice? {
    guard let node = values[.operation] else {
      if !isMisspelt(.operation) {
        report(.missing(.operation, or: nil, operation: nil), at: stepMark)
      }
      return nil
    }
    guard let template = readText(.operation) else { return nil }
    guard let constant = template.constant else { return .template(template) }
    let text = String(decoding: constant, as: UTF8.self)
    guard let operation = Operation(rawValue: text) else {
      let known = Operation.allCases.map(\.rawValue)
      report(.unknownOperation(text, nearest: nearest(text, in: known)), at: node.mark)
      return nil
    }
    return .fixed(operation)
  }

  // MARK: Checks across parameters

  private mutating func checkRequired(_ operation: StepConfig.OperationChoice?) {
    let hasID = values[.userID] != nil || values[.anonymousID] != nil
    if !hasID, !isMisspelt(.userID, .anonymousID) {
      report(.missing(.userID, or: .anonymousID, operation: nil), at: stepMark)
    }
    guard case .fixed(let operation) = operation else { return }
    for parameter in ParameterTable.all where parameter.requirement.operation == operation {
      let isReported = parameter.name == .userID && !hasID
      if values[parameter.name] == nil, !isReported, !isMisspelt(parameter.name) {
        report(.missing(parameter.name, or: nil, operation: operation), at: stepMark)
      }
    }
  }

  /// The parameters given that the calls have no place for.
  private func unused(by operation: StepConfig.OperationChoice) -> [ParameterName] {
    guard case .fixed(let operation) = operation else { return [] }
    return ParameterName.allCases.filter { values[$0] != nil && !operation.uses($0) }
  }

  /// Whether an unknown parameter was reported as one of these misspelt.
  private func isMisspelt(_ names: ParameterName...) -> Bool {
    errors.contains { error in
      guard case .unknownParameter(_, let nearest) = error.reason else { return false }
      return names.contains { $0.rawValue == nearest }
    }
  }

  /// Reports values that would make every call invalid.
  private mutating func checkConstants(_ texts: [ParameterName: Template]) {
    for name in Self.textParameters {
      guard let constant = texts[name]?.constant, let mark = values[name]?.mark else { continue }
      let text = String(decoding: constant, as: UTF8.self)
      if constant.isEmpty {
        report(.empty(name), at: mark)
      } else if name.isID, let path = ForeignLookup.path(in: text) {
        report(.foreignLookup(name, text: text, path: path), at: mark)
      } else if name == .timestamp {
        var discarded = ByteBuffer()
        var writer = TimeText()
        if !TimestampText.append(constant.span, &writer, to: &discarded) {
          report(.badTimestamp(text), at: mark)
        }
      } else if let limit = ParameterTable[name]?.maximumLength,
        text.unicodeScalars.count > limit
      {
        report(.tooLong(name, limit: limit), at: mark)
      }
    }
  }
}
