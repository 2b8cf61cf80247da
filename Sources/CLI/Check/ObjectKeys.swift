import JSON

/// The keys of a JSON object, listed.
enum ObjectKeys {
  /// The keys in their order, unescaped, each once.
  ///
  /// - Parameter object: the text of a valid JSON object.
  static func list(_ object: ArraySlice<UInt8>) -> [String] {
    var keys: [String] = []
    var known: Set<String> = []
    var depth = 0
    var expectsKey = false
    var at = object.startIndex
    while at < object.endIndex {
      let byte = object[at]
      at += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        expectsKey = depth == 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): expectsKey = depth == 1
      case UInt8(ascii: "\""):
        let literal = at - 1..<endOfString(object, from: at)
        if expectsKey {
          let key = String(
            decoding: JSONString.text(of: object[literal].span), as: UTF8.self)
          if known.insert(key).inserted { keys.append(key) }
        }
        expectsKey = false
        at = literal.upperBound
      default: break
      }
    }
    return keys
  }

  /// The place behind the closing quote of the string whose inside begins at `start`.
  private static func endOfString(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.endIndex, text[at] != UInt8(ascii: "\"") {
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(at + 1, text.endIndex)
  }
}
