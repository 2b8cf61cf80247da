import JSON

/// Paths as they are written in a lookup.
enum PathText {
  /// `items[0].sku`, `["odd key"].x`; `.` for the whole event.
  static func text(_ path: some Collection<PathStep>) -> String {
    var text = ""
    for step in path {
      if case .element(let index) = step { text += "[\(index)]" }
      if let key = key(step) { append(key, to: &text) }
    }
    return text.isEmpty ? "." : text
  }

  /// The key that a step looks for; nil if it looks for an element only.
  static func key(_ step: PathStep) -> String? {
    switch step {
    case .element: nil
    case .member(let name), .either(let name, _): String(decoding: name, as: UTF8.self)
    }
  }

  /// A key alone, quoted where it would have to be.
  static func text(key: String) -> String { isPlain(key) ? key : quoted(key) }

  private static func append(_ key: String, to text: inout String) {
    if isPlain(key) {
      text += (text.isEmpty ? "" : ".") + key
    } else {
      text += "[\(quoted(key))]"
    }
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  private static func quoted(_ key: String) -> String {
    String(decoding: JSONString.quoted(key), as: UTF8.self)
  }
}
