import TestSupport

/// What `man/segment-step-cookbook.7` shows.
///
/// A comment `.\" recipe: NAME` or `.\" config: NAME` stands before the display that it names.
enum Cookbook {
  static let path = Fixtures.repository + "/man/segment-step-cookbook.7"

  /// The recipes by their names: shell scripts, and a unit of systemd.
  static func recipes() throws -> [String: String] { try displays("recipe") }

  /// The step configs that the recipes use, by the names of their files.
  static func configs() throws -> [String: String] { try displays("config") }

  /// The lines of the displays that comments of a kind name, each one ended, as a reader sees them.
  private static func displays(_ kind: String) throws -> [String: String] {
    let mark = #".\" \#(kind): "#
    var displays: [String: String] = [:]
    var name: String?
    var isInside = false
    for line in try lines(of: path) {
      if line.hasPrefix(mark) {
        name = String(line.dropFirst(mark.count))
      } else if line.hasPrefix(".Bd -literal") {
        isInside = true
      } else if line == ".Ed" {
        (name, isInside) = (nil, false)
      } else if let name, isInside {
        displays[name, default: ""] += try shown(line) + "\n"
      }
    }
    return displays
  }

  private static let escapes = [
    #"\e"#: #"\"#, #"\&"#: "", #"\-"#: "-", #"\(aq"#: "'", #"\(dq"#: "\"", #"\(ga"#: "`",
    #"\(ha"#: "^", #"\(ti"#: "~",
  ]

  /// A line of a display as a reader sees it.
  private static func shown(_ line: String) throws -> String {
    guard !line.hasPrefix("."), !line.hasPrefix("'") else {
      throw SupportError("this is read as a macro: \(line)")
    }
    var shown = ""
    var rest = Substring(line)
    while let start = rest.firstIndex(of: "\\") {
      shown += rest[..<start]
      let escape = rest[start...].prefix(rest[start...].dropFirst().first == "(" ? 4 : 2)
      guard let meaning = escapes[String(escape)] else {
        throw SupportError("the escape \(escape) is not known: \(line)")
      }
      shown += meaning
      rest = rest[escape.endIndex...]
    }
    return shown + rest
  }

  private static func lines(of path: String) throws -> [String] {
    String(decoding: try Fixtures.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
