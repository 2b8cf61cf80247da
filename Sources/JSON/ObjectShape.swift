/// Where an object stands in a text: what is needed to add a member to it.
public struct ObjectShape: Equatable, Sendable {
  /// The offset of its opening brace.
  public let start: Int
  /// The offset just behind its last member, or nil if it has none.
  public let lastMemberEnd: Int?
}
