import YAML

// Parameters that concern attempts.
extension ConfigReader {
  mutating func readDelivery() -> DeliveryPolicy {
    var delivery = DeliveryPolicy()
    if let seconds = readWholeNumber(.timeout) { delivery.timeoutSeconds = seconds }
    if let retries = readWholeNumber(.retries) { delivery.retries = retries }
    if let seconds = readNumber(.backoffSeconds) { delivery.backoffSeconds = seconds }
    delivery.backoffMaxSeconds = readBackoffMaximum(above: delivery.backoffSeconds)
    if let propagate = readBoolean(.retryPropagate) { delivery.retryPropagate = propagate }
    return delivery
  }

  private mutating func readBackoffMaximum(above least: Double) -> Double? {
    guard let seconds = readNumber(.backoffMaxSeconds), let node = values[.backoffMaxSeconds] else {
      return nil
    }
    guard seconds > 0, seconds >= least else {
      report(
        .backoffMaximumTooSmall(backoff: values[.backoffSeconds].flatMap(number)), at: node.mark)
      return nil
    }
    return seconds
  }

  private mutating func readWholeNumber(_ name: ParameterName) -> Int? {
    guard let node = values[name], case .wholeNumber(let range) = ParameterTable[name]?.kind else {
      return nil
    }
    let expected = ConfigError.Expectation.wholeNumber(range)
    guard let text = number(node) else {
      reportNumber(name, expected: expected, node)
      return nil
    }
    // 30.0 is a whole number, as to JSON Schema.
    guard let number = Int(text) ?? Double(text).flatMap(Int.init(exactly:)), range ~= number else {
      report(.outOfRange(name, value: text, expected: expected), at: node.mark)
      return nil
    }
    return number
  }

  private mutating func reportNumber(
    _ name: ParameterName, expected: ConfigError.Expectation, _ node: Node
  ) {
    report(
      .wrongKind(name, expected: expected, found: node.found, meant: node.numberMeant),
      at: node.mark)
  }

  /// The text of a number, which may come from a variable or a file; nil if it is none.
  private func number(_ node: Node) -> String? {
    if let text = node.numberText { return text }
    guard let text = node.scalarText, text.contains("${"),
      let constant = try? TemplateParser.parse(text, in: surroundings).constant
    else { return nil }
    let resolved = String(decoding: constant, as: UTF8.self)
    return Double(resolved)?.isFinite == true ? resolved : nil
  }

  private mutating func readNumber(_ name: ParameterName) -> Double? {
    guard let node = values[name], case .number(let maximum) = ParameterTable[name]?.kind else {
      return nil
    }
    guard let text = number(node), let number = Double(text) else {
      reportNumber(name, expected: .nonNegativeNumber, node)
      return nil
    }
    guard 0...maximum ~= number else {
      report(.outOfRange(name, value: text, expected: .nonNegativeNumber), at: node.mark)
      return nil
    }
    return number
  }

  private mutating func readBoolean(_ name: ParameterName) -> Bool? {
    guard let node = values[name] else { return nil }
    guard case .scalar(let scalar) = node.content, case .bool(let value) = scalar.value else {
      report(
        .wrongKind(name, expected: .boolean, found: node.found, meant: node.booleanMeant),
        at: node.mark)
      return nil
    }
    return value
  }
}
