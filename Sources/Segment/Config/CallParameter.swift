import JSON

/// A parameter that becomes part of the call, and where its value comes from.
public struct CallParameter: Sendable {
  /// Where a value comes from.
  public enum Value: Equatable, Sendable {
    /// Text that is the same for every event; nil if it is that of a variable or a file.
    case fixedText(String?)
    /// A number, boolean, null or empty list that is the same for every event, as JSON.
    case fixedJSON(String)
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
  /// If it is an object, where each value in it comes from, at any depth, in order; the path to each is
  /// written as that of a lookup.
  public let members: [(path: [PathStep], value: Value)]

  /// The lookups of the value, in order.
  public var lookups: [Template.Lookup] {
    switch value {
    case .fixedText, .fixedJSON, .fixedObject: []
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
      value(of: name).map { CallParameter(name: name, value: $0, members: members(of: name)) }
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

  fileprivate static func value(_ template: Template) -> CallParameter.Value {
    if let lookup = template.onlyLookup { return .lookup(lookup) }
    guard let constant = template.constant else { return .text(template.lookups) }
    return .fixedText(template.hasOuterText ? nil : String(decoding: constant, as: UTF8.self))
  }

  private func members(of name: ParameterName) -> [(path: [PathStep], value: CallParameter.Value)] {
    guard case .value(let value) = objects[name] else { return [] }
    return value.leaves(below: [])
  }
}

extension ValueTemplate {
  /// The lookups at any depth, in order.
  fileprivate var lookups: [Template.Lookup] {
    switch self {
    case .constant, .outer: []
    case .template(let template): template.lookups
    case .object(let members): members.flatMap(\.value.lookups)
    case .array(let elements): elements.flatMap(\.lookups)
    }
  }

  /// The values that hold no others, with the paths to them.
  fileprivate func leaves(
    below path: [PathStep]
  ) -> [(path: [PathStep], value: CallParameter.Value)] {
    switch self {
    case .constant(let json): [(path, Self.fixed(json))]
    case .outer: [(path, .fixedText(nil))]
    case .template(let template): [(path, StepConfig.value(template))]
    case .object(let members):
      members.flatMap { member in
        let name = member.isSpread ? "<<" : member.name
        return member.value.leaves(below: path + [.member(Array(name.utf8))])
      }
    case .array(let elements):
      elements.enumerated().flatMap { $1.leaves(below: path + [.element($0)]) }
    }
  }

  private static func fixed(_ json: [UInt8]) -> CallParameter.Value {
    guard json.first == UInt8(ascii: "\"") else {
      return .fixedJSON(String(decoding: json, as: UTF8.self))
    }
    return .fixedText(String(decoding: TemplateParser.text(ofJSON: json), as: UTF8.self))
  }
}
