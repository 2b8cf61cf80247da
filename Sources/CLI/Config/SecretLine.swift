/// Lines of a config as they may be shown.
enum SecretLine {
  /// A line with every character of a write key that is written out in it replaced by a star, so
  /// that columns stay what they are; the name of a variable or a file is no secret.
  ///
  /// Whatever has a name with `key` in it counts as one: the mistake may be in the name.
  ///
  /// - Parameter number: the number of a line that `source` has.
  static func masked(_ number: Int, of source: ConfigSource) -> String {
    let line = source.line(number) ?? ""
    // All of `--set write_key=...` is the key.
    let parameter = source.name.split(separator: " ").last ?? ""
    if isSecret(parameter) || continuesKey(number, of: source) {
      return masked(line[...])
    }
    var shown = ""
    var rest = line[...]
    while let value = value(in: rest) {
      shown += rest[..<value.lowerBound] + masked(rest[value])
      rest = rest[value.upperBound...]
    }
    return shown + rest
  }

  /// The first name of a key in a line that a value follows.
  private static func secretName(in line: Substring) -> Range<String.Index>? {
    var start = line.startIndex
    while let first = line[start...].firstIndex(where: isNameCharacter) {
      let end = line[first...].firstIndex { !isNameCharacter($0) } ?? line.endIndex
      let separator = line[end...].first { !"\"' \t".contains($0) }
      if isSecret(line[first..<end]), separator == ":" || separator == "=" { return first..<end }
      start = end
    }
    return nil
  }

  private static func isSecret(_ name: Substring) -> Bool { name.lowercased().contains("key") }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }

  /// The first write key in a line, without its quotes.
  private static func value(in line: Substring) -> Range<String.Index>? {
    guard let name = secretName(in: line) else { return nil }
    let after = line[name.upperBound...]
    let start = after.firstIndex { !"\"' \t:=".contains($0) } ?? line.endIndex
    let value = line[start...]
    let end: String.Index?
    if let quote = after[..<start].last, "\"'".contains(quote) {
      end = value.firstIndex(of: quote)
    } else {
      let isInFlow = line.base[..<name.lowerBound].contains("{")
      end = isInFlow ? value.firstIndex { ",}".contains($0) } : nil
    }
    return start..<(end ?? line.endIndex)
  }

  /// Whether a line belongs to a value that began, or is to begin, behind the key in a line above.
  private static func continuesKey(_ number: Int, of source: ConfigSource) -> Bool {
    let indentation = indentation(source.line(number) ?? "")
    for above in stride(from: number - 1, to: 0, by: -1) {
      guard let line = source.line(above), line.contains(where: { !$0.isWhitespace }),
        self.indentation(line) < indentation
      else { continue }
      let name = line.drop { " -\"'{\t".contains($0) }.prefix(while: isNameCharacter)
      return isSecret(name)
    }
    return false
  }

  private static func indentation(_ line: String) -> Int {
    line.prefix { $0 == " " || $0 == "\t" }.count
  }

  private static func masked(_ value: Substring) -> String {
    if value.drop(while: { " \"'".contains($0) }).hasPrefix("${") {
      // What is looked up is no secret, but its default may be one, also as shells write it.
      let ends = [",", ":-"].compactMap { value.firstRange(of: $0)?.upperBound }
      guard let end = ends.min() else { return String(value) }
      return value[..<end] + stars(value[end...])
    }
    return stars(value)
  }

  private static func stars(_ value: Substring) -> String {
    String(String.UnicodeScalarView(value.unicodeScalars.map { $0 == " " ? " " : "*" }))
  }
}
