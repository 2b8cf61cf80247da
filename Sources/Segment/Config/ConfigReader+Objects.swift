import JSON
import YAML

// Parameters that become objects.
extension ConfigReader {
  mutating func readObject(_ name: ParameterName) -> StepConfig.ObjectTemplate? {
    guard let node = values[name] else { return nil }
    switch node.content {
    case .mapping:
      return value(of: node, for: name).map { .value($0) }
    case .scalar(let scalar) where scalar.value == .string:
      return readObject(name, fromText: scalar.text, at: node.mark)
    default:
      report(.wrongKind(name, expected: .object, found: node.kindName), at: node.mark)
      return nil
    }
  }

  /// An object given as one lookup, or as text that holds a JSON object.
  private mutating func readObject(
    _ name: ParameterName, fromText text: String, at mark: Mark
  ) -> StepConfig.ObjectTemplate? {
    if let node = ObjectText.node(of: text, at: mark) {
      return value(of: node, for: name).map { .value($0) }
    }
    guard let template = template(text, at: mark) else { return nil }
    if let lookup = template.onlyLookup { return .lookup(lookup) }
    // Text from a variable or a file is data: a `${` in it is no lookup.
    if let constant = template.constant, ObjectText.isObject(constant) {
      let compact = JSONValidator.compacted(constant.span)
      return .value(template.hasOuterText ? .outer(compact) : .constant(compact))
    }
    let isJSON = template.constant.map { JSONValidator.firstError(in: $0.span) == nil } ?? true
    report(
      .wrongKind(name, expected: .object, found: isJSON ? "text" : "text that is not JSON"),
      at: mark)
    return nil
  }

  private mutating func value(of node: Node, for name: ParameterName) -> ValueTemplate? {
    switch node.content {
    case .sequence(let nodes):
      let elements = nodes.map { value(of: $0, for: name) }
      return elements.contains(nil) ? nil : .array(elements.compactMap(\.self))
    case .mapping(let pairs):
      let members = pairs.map { pair in
        pair.isMerge
          ? spread(pair.value)
          : value(of: pair.value, for: name).map {
            ValueTemplate.Member(name: pair.key.scalarText ?? "", value: $0)
          }
      }
      guard !members.contains(nil) else { return nil }
      // Whatever is written replaces what is spread, wherever that stands.
      let all = members.compactMap(\.self)
      return .object(all.filter(\.isSpread) + all.filter { !$0.isSpread })
    case .scalar(let scalar):
      return value(of: scalar, at: node.mark)
    }
  }

  /// The lookup whose object a merge key spreads. The text of a variable or a file that holds an object
  /// is one that finds it always: a `${` in it is no lookup.
  private mutating func spread(_ node: Node) -> ValueTemplate.Member? {
    guard let text = node.scalarText, let template = template(text, at: node.mark) else {
      return nil
    }
    if template.onlyLookup != nil {
      return ValueTemplate.Member(name: "", value: .template(template), isSpread: true)
    }
    guard let constant = template.constant, ObjectText.isObject(constant) else {
      report(.yaml(.mergeNotAMapping), at: node.mark)
      return nil
    }
    let compact = JSONValidator.compacted(constant.span)
    let lookup = Template.Lookup(sources: [.constant(compact)], fallback: nil, name: text)
    return ValueTemplate.Member(
      name: "", value: .template(Template(parts: [.lookup(lookup)])), isSpread: true)
  }

  private mutating func value(of scalar: Scalar, at mark: Mark) -> ValueTemplate? {
    if scalar.value == .string {
      guard let template = template(scalar.text, at: mark) else { return nil }
      guard let constant = template.constant else { return .template(template) }
      let literal = JSONString.quoted(constant.span)
      return template.hasOuterText ? .outer(literal) : .constant(literal)
    }
    guard let literal = scalar.json else {
      report(.notFinite(scalar.text), at: mark)
      return nil
    }
    return .constant(literal)
  }
}
