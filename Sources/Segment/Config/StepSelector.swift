import YAML

/// Finds the one step to run in a config: a bare mapping, a list of steps, or a workflow.
enum StepSelector {
  /// The mapping of the step.
  ///
  /// - Parameter number: which step of a list or workflow, from 1; nil for its only step of type
  ///   `segment`.
  static func step(number: Int?, in document: Node) throws(ConfigError) -> Node {
    guard let (steps, mark) = try steps(of: document) else {
      try checkNumber(number, count: 1, at: document.mark)
      return document
    }
    for step in steps {
      guard case .mapping = step.content else {
        throw ConfigError(.notAStepInList(found: step.kindName), at: step.mark)
      }
    }
    if let number {
      try checkNumber(number, count: steps.count, at: mark)
      return steps[number - 1]
    }
    let candidates = steps.indices.filter { type(of: steps[$0]) == "segment" }
    guard let first = candidates.first else {
      throw ConfigError(.noSegmentStep(types: steps.compactMap(type(of:))), at: mark)
    }
    guard candidates.count == 1 else {
      throw ConfigError(.severalSegmentSteps(numbers: candidates.map { $0 + 1 }), at: mark)
    }
    return steps[first]
  }

  /// The steps of a list or workflow beside the one that is run.
  static func others(than step: Node, in document: Node) -> [OtherStep] {
    guard let (steps, _) = try? steps(of: document) else { return [] }
    return steps.enumerated().filter { $1.mark != step.mark }.map { index, other in
      let type = type(of: other)
      return OtherStep(
        number: index + 1, type: type, outputTo: type == "segment" ? outputTo(of: other) : nil)
    }
  }

  /// The key that receives the result of a step, as it is written; nil for what is none.
  private static func outputTo(of step: Node) -> String? {
    guard let node = step.value(for: ParameterName.outputTo.rawValue) else {
      return StepConfig.standardOutputTo
    }
    guard case .scalar(let scalar) = node.content else { return nil }
    return scalar.value == .null ? StepConfig.standardOutputTo : scalar.text
  }

  private static func checkNumber(_ number: Int?, count: Int, at mark: Mark) throws(ConfigError) {
    if let number, !(1...max(count, 1) ~= number) || count == 0 {
      throw ConfigError(.noSuchStep(number: number, count: count), at: mark)
    }
  }

  /// The steps of a list or workflow, or nil for a bare mapping.
  private static func steps(of document: Node) throws(ConfigError) -> ([Node], Mark)? {
    switch document.content {
    case .sequence(let steps):
      return (steps, document.mark)
    case .mapping:
      let nested = document.value(for: "workflow")?.value(for: "steps")
      guard let list = document.value(for: "steps") ?? nested else { return nil }
      guard case .sequence(let steps) = list.content else {
        throw ConfigError(.stepsNotAList, at: list.mark)
      }
      return (steps, list.mark)
    case .scalar:
      throw ConfigError(.notAStep, at: document.mark)
    }
  }

  /// The type of a step of a list; one that names none, or null, is of
  /// type `segment`.
  private static func type(of step: Node) -> String? {
    guard case .mapping = step.content else { return nil }
    guard let type = step.value(for: ParameterName.type.rawValue) else { return "segment" }
    guard case .scalar(let scalar) = type.content else { return nil }
    return scalar.value == .null ? "segment" : scalar.text
  }
}

extension Node {
  /// The value of a mapping's key.
  func value(for key: String) -> Node? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.scalarText == key }?.value
  }

  /// The text of a scalar.
  var scalarText: String? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar.text
  }
}
