/// Something to be said on standard error, perhaps about a place in a text.
struct Diagnostic: Equatable {
  /// A place in a text, with the line to be shown.
  struct Place: Equatable {
    let source: String
    let line: Int
    /// From 1, in Unicode scalars.
    let column: Int
    let text: String
  }

  let message: String
  /// What to do about it.
  let hint: String?
  let place: Place?

  init(_ message: String, hint: String? = nil, place: Place? = nil) {
    self.message = message
    self.hint = hint
    self.place = place
  }

  /// The same without what to do about it.
  var withoutHint: Diagnostic { Diagnostic(message, place: place) }

  /// Columns of a line that are shown, around the place.
  private static let width = 100

  /// The text for standard error, its last line ended.
  func text(_ style: Style) -> String {
    let program = style.bold("\(UsageWording.program):")
    let message = Self.printable(message)
    let hint = hint.map(Self.printable)
    guard let place else {
      return "\(program) \(message)" + (hint.map { "; \($0)" } ?? "") + "\n"
    }
    let position = style.bold("\(place.source):\(place.line):\(place.column):")
    let (line, caret) = Self.excerpt(place)
    let pointer = style.red("^") + (hint.map { " \($0)" } ?? "")
    return "\(program) \(position) \(message)\n  \(line)\n  \(caret)\(pointer)\n"
  }

  /// A text on one line: names and values of a config may hold any character.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isControl) else { return text }
    return text.unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }
      .joined()
  }

  /// The line, cut to `width`, and what stands before the caret below it.
  private static func excerpt(_ place: Place) -> (line: String, caret: String) {
    let scalars = Array(place.text.unicodeScalars)
    let column = min(max(place.column - 1, 0), scalars.count)
    let start = column > width * 3 / 4 ? column - width / 2 : 0
    let end = min(scalars.count, start + width)
    var line = start > 0 ? "..." : ""
    var caret = start > 0 ? "   " : ""
    for index in start..<end {
      let scalar = scalars[index]
      line.unicodeScalars.append(scalar.isControl && scalar != "\t" ? "?" : scalar)
      if index < column {
        caret += scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.terminalColumns)
      }
    }
    return (line + (end < scalars.count ? "..." : ""), caret)
  }
}

/// Several things to be said, at least one.
struct Diagnostics: Error, Equatable {
  let all: [Diagnostic]

  init(_ all: [Diagnostic]) { self.all = all }

  func text(_ style: Style) -> String { all.map { $0.text(style) }.joined() }
}
