import TestSupport

/// The instructions an event that were counted last, in the file `instructions.txt` beside this one: what
/// a change is compared with. Whoever makes the program slower, or faster, writes the new figures there and
/// the reason into the commit.
struct KnownFigures {
  /// A figure may lie so far above the known one: how the threads get ahead of each other varies.
  private static let tolerance = 1.05

  private static let path: String = {
    let parts = #filePath.split(separator: "/").dropLast().map(String.init)
    return "/\((parts + ["instructions.txt"]).joined(separator: "/"))"
  }()

  private var figures: [String: Int] = [:]
  private var libraryVersion = ""

  /// Reads the file: a name and a value a line, but for comments.
  init() throws(SupportError) {
    let text = String(decoding: try Fixtures.read(Self.path), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard words.count == 2 else { throw SupportError("\(Self.path): not a figure: \(line)") }
      if words[0] == "libcurl" { libraryVersion = String(words[1]) }
      figures[String(words[0])] = Int(words[1])
    }
  }

  /// The known figure of this name; nil if there is none that this one compares with.
  func known(_ figure: Instructions.Figure) -> Int? {
    // Most of a call is libcurl's.
    if figure.name == "call", BareLoop.libraryVersion != libraryVersion { return nil }
    return figures[figure.name]
  }

  /// Why a figure is too high; nil if it is not.
  func complaint(_ figure: Instructions.Figure) -> String? {
    guard let known = known(figure), Double(figure.perEvent) > Double(known) * Self.tolerance
    else { return nil }
    return "\(figure.name): \(figure.perEvent) instructions an event, more than 5 % above the "
      + "\(known) of \(Self.path)"
  }
}
