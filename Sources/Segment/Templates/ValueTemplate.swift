import JSON

/// A value of a step config with lookups at any depth.
indirect enum ValueTemplate: Equatable, Sendable {
  /// JSON text in which nothing is looked up.
  case constant([UInt8])
  /// The same, with text of a variable or a file in it.
  case outer([UInt8])
  /// A string with lookups, or a single lookup.
  case template(Template)
  case object([Member])
  case array([ValueTemplate])

  struct Member: Equatable, Sendable {
    let name: String
    let value: ValueTemplate
    /// Whether the value is a lookup whose object gives its members, those before all others and
    /// less what others replace.
    var isSpread = false
  }

  /// The value as JSON, if nothing in it has to be looked up.
  var constant: [UInt8]? {
    switch self {
    case .constant(let text), .outer(let text): text
    case .template: nil
    case .object(let members): Self.constant(members)
    case .array(let elements): Self.constant(elements)
    }
  }

  private static func constant(_ members: [Member]) -> [UInt8]? {
    var text: [UInt8] = [UInt8(ascii: "{")]
    for member in members {
      guard let value = member.value.constant else { return nil }
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      text += JSONString.quoted(member.name)
      text.append(UInt8(ascii: ":"))
      text += value
    }
    return text + [UInt8(ascii: "}")]
  }

  private static func constant(_ elements: [ValueTemplate]) -> [UInt8]? {
    var text: [UInt8] = [UInt8(ascii: "[")]
    for element in elements {
      guard let value = element.constant else { return nil }
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      text += value
    }
    return text + [UInt8(ascii: "]")]
  }
}
