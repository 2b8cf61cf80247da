/// A place in a YAML text.
public struct Mark: Equatable, Sendable {
  /// The line, counted from 1. A line ends with LF, CR LF or CR.
  public let line: Int
  /// The column, counted from 1 in Unicode scalars, not bytes. A byte order mark is not counted.
  public let column: Int

  /// Which of several texts the place is in, by a number that the caller gives; 0 after parsing.
  public let source: Int

  /// Makes a mark of a line and column, both counted from 1.
  public init(line: Int, column: Int, source: Int = 0) {
    self.line = line
    self.column = column
    self.source = source
  }
}

extension Mark: Comparable {
  /// Whether `left` stands before `right`, in an earlier text or in the same.
  public static func < (left: Mark, right: Mark) -> Bool {
    (left.source, left.line, left.column) < (right.source, right.line, right.column)
  }
}
