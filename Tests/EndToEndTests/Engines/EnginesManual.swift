import TestSupport

/// What `man/segment-step-engines.7` shows.
enum EnginesManual {
  private static let mark = ".\\\" recipe: "

  /// The recipes by their names: Python, shell scripts and a part of nginx's configuration.
  static func recipes() throws -> [String: String] {
    let page = String(
      decoding: try Fixtures.read(Fixtures.repository + "/man/segment-step-engines.7"),
      as: UTF8.self)
    let pieces = page.split(separator: mark, omittingEmptySubsequences: false).dropFirst()
    let recipes = try pieces.map { piece in
      let lines = piece.split(separator: "\n", omittingEmptySubsequences: false)
      guard lines[1].hasPrefix(".Bd -literal"), let end = lines.firstIndex(of: ".Ed") else {
        throw SupportError("no literal block follows the mark of \(lines[0])")
      }
      return (String(lines[0]), lines[2..<end].map { plain($0) + "\n" }.joined())
    }
    return Dictionary(recipes) { $0 + $1 }
  }

  /// One of the recipes.
  static func recipe(_ name: String) throws -> String {
    guard let recipe = try recipes()[name] else {
      throw SupportError("the manual has no recipe \(name)")
    }
    return recipe
  }

  /// A line of the page as a reader sees it.
  private static func plain(_ line: Substring) -> String {
    String(line).replacing("\\&", with: "").replacing("\\e", with: "\\")
  }
}
