/// Why a text was refused, and where.
public struct YAMLError: Error, Equatable, Sendable {
  /// Why a text was refused.
  public enum Reason: Equatable, Sendable {
    /// The text is not YAML. Both parts are libyaml's own words: what is wrong (`problem`, "did not
    /// find expected key") and, where it says so, what it was reading (`context`, "while parsing a
    /// block mapping"), and where that began (`opened`).
    case syntax(problem: String, context: String?, opened: Mark? = nil)
    /// A line of a quoted text, list or mapping that is indented by fewer than `spaces`: no deeper than
    /// the key or dash that what was `opened` belongs to.
    case underIndented(spaces: Int, opened: Mark)
    /// A comment that follows something without white space between.
    case commentUnspaced
    /// Text in a flow collection that begins with `?`, which libyaml takes for the sign of a key.
    case questionMark
    /// A character in the name of an anchor or alias at which libyaml ends it.
    case anchorName
    /// A byte that is not part of a UTF-8 character. UTF-16 and UTF-32 end here too.
    case notUTF8
    /// A character that YAML allows only as an escape, by its code point.
    case controlCharacter(UInt32)
    /// There is no document, or nothing but comments.
    case empty
    /// A second document begins.
    case severalDocuments
    /// A key stands twice in one mapping; `first` is where it stood before.
    case duplicateKey(String, first: Mark)
    /// The key of a mapping is itself a sequence or mapping.
    case keyNotAScalar
    /// The value of a merge key is neither a mapping nor a sequence of mappings.
    case mergeNotAMapping
    /// An alias names an anchor that has not been defined before it.
    case unknownAlias(String)
    /// An alias stands inside the node its anchor names.
    case aliasCycle(String)
    /// A tag outside the core schema.
    case unsupportedTag(String)
    /// A node does not fit the tag it carries, such as `!!int abc`.
    case tagMismatch(tag: String)
    /// A hexadecimal or octal integer has more than `limit` digits.
    case numberTooLong(limit: Int)
    /// Collections are nested more than `limit` deep, aliases replaced by what they name.
    case tooDeep(limit: Int)
    /// There are more than `limit` nodes, aliases replaced by what they name.
    case tooManyNodes(limit: Int)
    /// libyaml could not get memory.
    case outOfMemory
  }

  /// Why the text was refused.
  public let reason: Reason
  /// Where the fault lies.
  public let mark: Mark

  /// Makes an error.
  public init(_ reason: Reason, at mark: Mark) {
    self.reason = reason
    self.mark = mark
  }
}
