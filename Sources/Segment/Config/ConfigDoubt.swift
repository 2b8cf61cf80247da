import JSON

/// Something in a config that is right as it stands, but was probably meant otherwise.
public struct ConfigDoubt: Equatable, Sendable {
  /// What is doubtful.
  public enum Kind: Equatable, Sendable {
    /// Text that is another tool's lookup, or holds one; as it is written here, if that is known.
    case foreignLookup(path: String?)
    /// Text, or a key, that holds `${` and is no lookup.
    case literalLookup
    /// A default in single quotes, which are part of it.
    case quotedDefault(String)
    /// A lookup of an event's member `env`, which is no variable.
    case environmentMember(name: String)
    /// A key with a colon in it and no value: YAML wants a space behind the colon.
    case colonInKey(String)
    /// A key that begins as a quoted one of a path does.
    case bracketInKey(String)
  }

  /// The parameter, or the path of the member in it.
  public let place: String
  /// What is doubtful there.
  public let kind: Kind
}

extension StepConfig {
  /// What in the config was probably meant otherwise, in the order of the parameters.
  public var doubts: [ConfigDoubt] {
    var doubts: [ConfigDoubt] = []
    for name in ParameterName.allCases {
      if let template = texts[name] { doubts += Self.doubts(of: template, name.rawValue) }
      if case .value(let value) = objects[name] { doubts += Self.doubts(of: value, name.rawValue) }
    }
    return doubts
  }

  private static func doubts(of value: ValueTemplate, _ place: String) -> [ConfigDoubt] {
    switch value {
    case .constant(let json): return constantDoubts(json, place)
    // It is somebody else's text.
    case .outer: return []
    case .template(let template): return doubts(of: template, place)
    case .array(let elements):
      return elements.enumerated().flatMap { doubts(of: $1, "\(place)[\($0)]") }
    case .object(let members):
      return members.flatMap { member in
        keyDoubts(member, place) + doubts(of: member.value, "\(place).\(member.name)")
      }
    }
  }

  /// Of a value that is the same for every event, a string alone is looked at.
  private static func constantDoubts(_ json: [UInt8], _ place: String) -> [ConfigDoubt] {
    guard json.count >= 2, json.first == UInt8(ascii: "\"") else { return [] }
    return textDoubts(JSONString.text(of: json), place)
  }

  private static func keyDoubts(_ member: ValueTemplate.Member, _ place: String) -> [ConfigDoubt] {
    let name = member.name
    if name.contains("${") { return [ConfigDoubt(place: "\(place).\(name)", kind: .literalLookup)] }
    if name.hasPrefix("['") || name.hasPrefix("[\"") {
      return [ConfigDoubt(place: place, kind: .bracketInKey(name))]
    }
    let hasNoValue = member.value == .constant(Array("null".utf8))
    guard hasNoValue, name.dropLast().contains(":") else { return [] }
    return [ConfigDoubt(place: place, kind: .colonInKey(name))]
  }

  private static func doubts(of template: Template, _ place: String) -> [ConfigDoubt] {
    template.parts.flatMap { part in
      switch part {
      case .text(let text): template.hasOuterText ? [] : textDoubts(text, place)
      case .lookup(let lookup): lookupDoubts(lookup, place)
      }
    }
  }

  private static func textDoubts(_ text: [UInt8], _ place: String) -> [ConfigDoubt] {
    let text = String(decoding: text, as: UTF8.self)
    if let path = ForeignLookup.path(in: text) {
      return [ConfigDoubt(place: place, kind: .foreignLookup(path: path))]
    }
    // A long text is more than a value: only its beginning is looked at.
    if text.prefix(1000).contains(/\{\{.+?\}\}|[%#]\{[^}]+\}|<%=.+?%>/) {
      return [ConfigDoubt(place: place, kind: .foreignLookup(path: nil))]
    }
    return text.contains("${") ? [ConfigDoubt(place: place, kind: .literalLookup)] : []
  }

  private static func lookupDoubts(_ lookup: Template.Lookup, _ place: String) -> [ConfigDoubt] {
    var doubts: [ConfigDoubt] = []
    if let fallback = lookup.fallback {
      let text = String(decoding: fallback, as: UTF8.self)
      if text.count > 3, text.hasPrefix("\"'"), text.hasSuffix("'\"") {
        let inside = String(text.dropFirst(2).dropLast(2))
        doubts.append(ConfigDoubt(place: place, kind: .quotedDefault(inside)))
      }
    }
    for case .event(let path) in lookup.sources where path.count == 2 {
      guard [.member(Array("env".utf8)), .member(Array("ENV".utf8))].contains(path[0]),
        case .member(let name) = path[1],
        name.allSatisfy({ $0.isDigit || $0 == 0x5F || (0x41...0x5A).contains($0) })
      else { continue }
      doubts.append(
        ConfigDoubt(
          place: place, kind: .environmentMember(name: String(decoding: name, as: UTF8.self))))
    }
    return doubts
  }
}
