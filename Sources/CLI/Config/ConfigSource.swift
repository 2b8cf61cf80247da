import YAML

/// A text that a config, or a part of it, was read from.
struct ConfigSource {
  /// How a text was given.
  enum Origin: Equatable {
    /// `-c`.
    case file
    /// `-i`.
    case inline
    /// `-s`, with the path before the `=`.
    case set(path: String)
  }

  /// How it is called in diagnostics.
  let name: String
  let origin: Origin
  private let lines: [String]

  init(name: String, text: [UInt8], origin: Origin = .file) {
    self.name = name
    self.origin = origin
    // Marks do not count a byte order mark.
    let isMarked = text.starts(with: [0xEF, 0xBB, 0xBF])
    let whole = String(decoding: text.dropFirst(isMarked ? 3 : 0), as: UTF8.self)
    // YAML ends lines with LF, CR LF or CR; Swift reads CR LF as one character.
    lines = whole.split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
      .map(String.init)
  }

  /// A line, from 1; nil if there is none.
  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// The mark itself, or the end of the last line with something in it if that lies before.
  func within(_ mark: Mark) -> Mark {
    guard let last = lines.lastIndex(where: { !$0.isEmpty }), mark.line > last + 1 else {
      return mark
    }
    return Mark(
      line: last + 1, column: lines[last].unicodeScalars.count + 1, source: mark.source)
  }

  /// The place of `text` in the line of a mark, at or after it; the mark itself if it is not there.
  func place(of text: String, at mark: Mark) -> Mark {
    guard let line = line(mark.line) else { return mark }
    let before = line.unicodeScalars.prefix(mark.column - 1)
    let rest = line[before.endIndex...]
    guard let found = rest.firstRange(of: text) else { return mark }
    let distance = line.unicodeScalars.distance(from: line.startIndex, to: found.lowerBound)
    return Mark(line: mark.line, column: distance + 1, source: mark.source)
  }
}
