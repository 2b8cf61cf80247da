import TestSupport

/// What `man/segment-step-engines.7` shows.
enum EnginesManual {
  private static let page = RecipePage(path: Fixtures.repository + "/man/segment-step-engines.7")

  /// The recipes by their names: Python, shell scripts and a part of nginx's configuration.
  static func recipes() throws -> [String: String] { try page.displays("recipe") }

  /// One of the recipes.
  static func recipe(_ name: String) throws -> String {
    guard let recipe = try recipes()[name] else {
      throw SupportError("the manual has no recipe \(name)")
    }
    return recipe
  }
}
