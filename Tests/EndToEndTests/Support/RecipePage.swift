import TestSupport

/// A page of the manual with recipes in it.
///
/// A comment `.\" recipe: NAME` or `.\" config: NAME` stands before the display that it names.
struct RecipePage {
  let path: String

  /// The lines of the displays that comments of a kind name, each one ended, as a reader sees them.
  func displays(_ kind: String) throws -> [String: String] {
    let mark = #".\" \#(kind): "#
    var displays: [String: String] = [:]
    var name: String?
    var isInside = false
    for line in try lines() {
      if line.hasPrefix(mark) {
        name = String(line.dropFirst(mark.count))
      } else if line.hasPrefix(".Bd -literal") {
        isInside = true
      } else if line == ".Ed" {
        (name, isInside) = (nil, false)
      } else if let name, isInside {
        displays[name, default: ""] += try Self.shown(line) + "\n"
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

  private func lines() throws -> [String] {
    String(decoding: try Fixtures.read(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
