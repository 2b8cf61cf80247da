/// A YAML text holding one document.
public enum Document {
  /// The most levels of sequences and mappings, aliases replaced by what they name.
  public static let levelLimit = 64
  /// The most nodes, keys counted, those that come in by alias each time.
  public static let nodeLimit = 100_000

  /// Parses a text that holds one document in YAML 1.2, or in JSON.
  ///
  /// Plain scalars are read by the core schema. Aliases and merge keys are worked in; with aliases
  /// replaced by what they name, a document has at most 64 levels of sequences and mappings and at
  /// most 100,000 nodes, keys counted. A UTF-8 byte order mark is passed over. libyaml takes a key
  /// without `?` only if it is at most 1024 characters long and on one line with its colon, in JSON
  /// too.
  ///
  /// - Parameter text: the text in UTF-8.
  /// - Returns: the root node.
  /// - Throws: the first fault found.
  public static func parse(_ text: [UInt8]) throws(YAMLError) -> Node {
    let source = try SourceText(text)
    var composer = Composer(reader: try EventReader(source))
    return try composer.document()
  }
}
