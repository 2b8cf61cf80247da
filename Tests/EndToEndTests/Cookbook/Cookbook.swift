import TestSupport

/// What `man/segment-step-cookbook.7` shows.
enum Cookbook {
  static let page = RecipePage(path: Fixtures.repository + "/man/segment-step-cookbook.7")

  /// The recipes by their names: shell scripts, and a unit of systemd.
  static func recipes() throws -> [String: String] { try page.displays("recipe") }

  /// The step configs that the recipes use, by the names of their files.
  static func configs() throws -> [String: String] { try page.displays("config") }
}
