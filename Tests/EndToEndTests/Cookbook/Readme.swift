import TestSupport

/// What the README shows.
enum Readme {
  private static let mark = "<!-- recipe: "

  /// The recipes of the Cookbook by their names: shell scripts, and a unit of systemd.
  static func recipes() throws -> [String: String] {
    let pieces = try text().split(separator: mark, omittingEmptySubsequences: false).dropFirst()
    let recipes = pieces.map { piece in
      let text = String(piece)
      let recipe = block("-->\n```sh\n", of: text) ?? block("-->\n```ini\n", of: text)
      return (String(piece.prefix { $0 != " " }), recipe ?? "")
    }
    return Dictionary(recipes) { $0 + $1 }
  }

  /// The step config that the recipes use.
  static func config() throws -> String {
    guard let config = block("```yaml\n# purchase.yaml\n", of: try text()) else {
      throw SupportError("the README has no purchase.yaml")
    }
    return config
  }

  private static func text() throws -> String {
    let path = Fixtures.repository + "/README.md"
    return String(decoding: try Fixtures.read(path), as: UTF8.self)
  }

  /// The inside of the first block that begins in this way.
  private static func block(_ beginning: String, of text: String) -> String? {
    guard let start = text.firstRange(of: beginning)?.upperBound,
      let end = text[start...].firstRange(of: "```")?.lowerBound
    else { return nil }
    return String(text[start..<end])
  }
}
