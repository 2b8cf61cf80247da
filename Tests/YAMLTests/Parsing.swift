import YAML

/// The root node of a text.
func parse(_ text: String) throws -> Node {
  try Document.parse(Array(text.utf8))
}

/// The error a text gives; nil if it parses.
func failure(_ text: String) -> YAMLError? {
  failure(Array(text.utf8))
}

/// The error bytes give; nil if they parse.
func failure(_ bytes: [UInt8]) -> YAMLError? {
  do throws(YAMLError) {
    _ = try Document.parse(bytes)
    return nil
  } catch {
    return error
  }
}

extension Node {
  var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  var elements: [Node] {
    if case .sequence(let elements) = content { elements } else { [] }
  }

  var pairs: [Pair] {
    if case .mapping(let pairs) = content { pairs } else { [] }
  }

  subscript(key: String) -> Node? {
    pairs.first { $0.key.scalar?.text == key }?.value
  }

  /// The node on one line without marks: mappings and sequences in flow style, every scalar by
  /// its text, strings in quotes.
  var flat: String {
    switch content {
    case .scalar(let scalar): scalar.value == .string ? "\"\(scalar.text)\"" : scalar.text
    case .sequence(let elements): "[" + elements.map(\.flat).joined(separator: ", ") + "]"
    case .mapping(let pairs):
      "{"
        + pairs.map { "\($0.key.scalar?.text ?? "?"): \($0.value.flat)" }
        .joined(separator: ", ") + "}"
    }
  }
}
