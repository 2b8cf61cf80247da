/// A parameter that becomes part of the call, and where its value comes from.
public struct CallParameter: Sendable {
  /// Where a value comes from.
  public enum Value: Equatable, Sendable {
    /// Text that is the same for every event.
    case fixedText
    /// An object that is the same for every event.
    case fixedObject
    /// One lookup and nothing else.
    case lookup(Template.Lookup)
    /// Text with these lookups in it, in order.
    case text([Template.Lookup])
    /// An object with these lookups in it, in order; at least one.
    case object([Template.Lookup])
  }

  /// Which parameter it is.
  public let name: ParameterName
  /// Where its value comes from.
  public let value: Value

  /// The lookups of the value, in order.
  public var lookups: [Template.Lookup] {
    switch value {
    case .fixedText, .fixedObject: []
    case .lookup(let lookup): [lookup]
    case .text(let lookups), .object(let lookups): lookups
    }
  }

  /// Whether a call has a place for it; always if the operation is not known.
  public func isSent(in operation: Operation?) -> Bool { operation?.uses(name) ?? true }
}

extension StepConfig {
  /// The parameters given that become part of the call, in the order of `ParameterName`; the
  /// operation is among them only if it is decided for each event.
  public var callParameters: [CallParameter] {
    ParameterName.allCases.compactMap { name in
      value(of: name).map { CallParameter(name: name, value: $0) }
    }
  }

  private func value(of name: ParameterName) -> CallParameter.Value? {
    if name == .operation, case .template(let template) = operation { return Self.value(template) }
    if let template = texts[name] { return Self.value(template) }
    switch objects[name] {
    case .lookup(let lookup): return .lookup(lookup)
    case .value(let value):
      let lookups = value.lookups
      return lookups.isEmpty ? .fixedObject : .object(lookups)
    case nil: return nil
    }
  }

  private static func value(_ template: Template) -> CallParameter.Value {
    if let lookup = template.onlyLookup { return .lookup(lookup) }
    return template.lookups.isEmpty ? .fixedText : .text(template.lookups)
  }
}

extension ValueTemplate {
  /// The lookups at any depth, in order.
  fileprivate var lookups: [Template.Lookup] {
    switch self {
    case .constant: []
    case .template(let template): template.lookups
    case .object(let members): members.flatMap(\.value.lookups)
    case .array(let elements): elements.flatMap(\.lookups)
    }
  }
}
