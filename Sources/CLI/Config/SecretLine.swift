import Segment

/// Lines of a config as they may be shown.
enum SecretLine {
  private static let key = ParameterName.writeKey.rawValue
  private static let mask = "***"

  /// The line without a write key that is written out in it; one that comes from a variable or a
  /// file is no secret.
  ///
  /// - Parameter source: the name of the text; that of `--set write_key` makes all of it the key.
  static func masked(_ line: String, of source: String) -> String {
    if source.hasSuffix(" \(key)") { return line.hasPrefix("${") ? line : mask }
    guard let name = line.firstRange(of: key) else { return line }
    var value = name.upperBound
    while value < line.endIndex, "\"' \t:=".contains(line[value]) {
      value = line.index(after: value)
    }
    guard value < line.endIndex, !line[value...].hasPrefix("${") else { return line }
    let end = line[value...].firstIndex { ",}\"'".contains($0) } ?? line.endIndex
    return line[..<value] + mask + line[end...]
  }
}
