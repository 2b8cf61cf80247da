import JSON

/// A parameter that becomes an object, compiled, with a member that is added to it where it has
/// none of that name: `library` in `context`, `category` in `properties`.
final class ObjectPlan: Sendable {
  enum Content: Sendable {
    /// Written in the config.
    case value(ValuePlan)
    /// Looked up; `member` is the place of the added member in it, the number of a path until the
    /// plan is complete, and nil where it is to be looked for in what was found.
    case lookup(Int, member: Int?)
  }

  /// Whether the object has the member that would be added.
  enum OwnMember: Sendable {
    case always
    case never
    /// If this lookup finds something.
    case ifFound(Int)
    /// If it is there when the object is written, for members are spread in it.
    case ifWritten
  }

  let content: Content
  /// The name of the member that is added where there is none; nil for none.
  let added: String?
  /// For an object written in the config.
  let ownMember: OwnMember

  /// Compiles an object.
  ///
  /// - Parameter added: the name of the member that is added where there is none; nil for none.
  init(
    _ object: StepConfig.ObjectTemplate, adding added: String?,
    _ lookups: inout LookupTable.Builder
  ) {
    self.added = added
    switch object {
    case .lookup(let lookup):
      var member: Int?
      if let added, let path = lookup.plainPath {
        member = lookups.path(path + [.member(Array(added.utf8))])
      }
      content = .lookup(lookups.number(of: lookup), member: member)
      ownMember = .always
    case .value(let value):
      content = .value(ValuePlan(value, &lookups))
      ownMember = Self.ownMember(added, of: value, &lookups)
    }
  }

  private static func ownMember(
    _ added: String?, of value: ValueTemplate, _ lookups: inout LookupTable.Builder
  ) -> OwnMember {
    guard let added else { return .always }
    switch value {
    case .constant(let text), .outer(let text):
      return ObjectText.hasMember(added, in: text) ? .always : .never
    case .object(let members):
      if members.contains(where: \.isSpread) { return .ifWritten }
      guard let member = members.first(where: { $0.name == added }) else { return .never }
      guard case .template(let template) = member.value, let lookup = template.onlyLookup else {
        return .always
      }
      return .ifFound(lookups.number(of: lookup))
    case .template, .array:
      return .always
    }
  }
}
