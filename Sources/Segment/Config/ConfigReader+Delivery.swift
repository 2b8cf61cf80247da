import YAML

// Parameters that concern attempts.
extension ConfigReader {
  mutating func readDelivery() -> DeliveryPolicy {
    var delivery = DeliveryPolicy()
    if let seconds = readWholeNumber(.timeout, DeliveryPolicy.Limits.timeoutSeconds) {
      delivery.timeoutSeconds = seconds
    }
    if let retries = readWholeNumber(.retries, DeliveryPolicy.Limits.retries) {
      delivery.retries = retries
    }
    if let seconds = readBackoff() { delivery.backoffSeconds = seconds }
    if let propagate = readBoolean(.retryPropagate) { delivery.retryPropagate = propagate }
    return delivery
  }

  private mutating func readWholeNumber(_ name: ParameterName, _ range: ClosedRange<Int>) -> Int? {
    guard let node = values[name] else { return nil }
    let expected = ConfigError.Expectation.wholeNumber(range)
    guard case .scalar(let scalar) = node.content, case .integer(let json) = scalar.value else {
      report(.wrongKind(name, expected: expected, found: node.kindName), at: node.mark)
      return nil
    }
    guard let number = Int(json), range ~= number else {
      report(.outOfRange(name, value: scalar.text, expected: expected), at: node.mark)
      return nil
    }
    return number
  }

  private mutating func readBackoff() -> Double? {
    guard let node = values[.backoffSeconds] else { return nil }
    guard let json = node.numberText, let number = Double(json) else {
      report(
        .wrongKind(.backoffSeconds, expected: .nonNegativeNumber, found: node.kindName),
        at: node.mark)
      return nil
    }
    guard 0...DeliveryPolicy.Limits.backoffSeconds ~= number else {
      report(
        .outOfRange(.backoffSeconds, value: json, expected: .nonNegativeNumber), at: node.mark)
      return nil
    }
    return number
  }

  private mutating func readBoolean(_ name: ParameterName) -> Bool? {
    guard let node = values[name] else { return nil }
    guard case .scalar(let scalar) = node.content, case .bool(let value) = scalar.value else {
      report(.wrongKind(name, expected: .boolean, found: node.kindName), at: node.mark)
      return nil
    }
    return value
  }
}
