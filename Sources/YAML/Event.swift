/// A step in reading a YAML text, as libyaml reports it.
struct Event {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(text: String, isPlain: Bool, Properties)
    case sequenceStart(Properties)
    case sequenceEnd
    case mappingStart(Properties)
    case mappingEnd
  }

  /// What may stand before a node.
  struct Properties {
    var anchor: String?
    /// The tag with its handle resolved (`tag:yaml.org,2002:str`), or `!`.
    var tag: String?
  }

  let kind: Kind
  let mark: Mark
}
