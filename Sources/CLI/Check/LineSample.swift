import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The first lines of an input, read one by one.
struct LineSample {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Why not all lines were read that were wanted.
  struct Failure {
    let diagnostic: Diagnostic
    let status: ExitStatus
  }

  private let descriptor: CInt
  private let lineLimit: Int

  /// - Parameter lineLimit: the most bytes of a line.
  init(_ descriptor: CInt, lineLimit: Int) {
    self.descriptor = descriptor
    self.lineLimit = lineLimit
  }

  /// Reads lines that are not blank, at most `count` of them.
  ///
  /// - Parameter body: takes each line, without its line feed, and its number in the input, from 1.
  /// - Returns: why it stopped before the end of the input and before it had so many lines, if it
  ///   did.
  func read(_ count: Int, each body: ([UInt8], Int) -> Void) -> Failure? {
    guard let file = fdopen(dup(descriptor), "r") else { return cannotRead }
    defer { fclose(file) }
    var number = 0
    var taken = 0
    while taken < count {
      guard var line = nextLine(of: file) else { return ferror(file) == 0 ? nil : cannotRead }
      number += 1
      if number == 1, line.starts(with: Self.byteOrderMark) { line.removeFirst(3) }
      guard line.count <= lineLimit else {
        return Failure(
          diagnostic: Diagnostic("line \(number) is longer than \(lineLimit) bytes"),
          status: .invalidInput)
      }
      guard !line.allSatisfy(\.isJSONWhitespace) else { continue }
      taken += 1
      body(line, number)
    }
    return nil
  }

  private var cannotRead: Failure {
    Failure(
      diagnostic: Diagnostic("cannot read standard input: \(FileText.message(errno))"),
      status: .streamFailed)
  }

  /// The next line, or the beginning of one that is too long; nil at the end and after an error.
  private func nextLine(of file: UnsafeMutablePointer<FILE>) -> [UInt8]? {
    var line: [UInt8] = []
    while line.count <= lineLimit + Self.byteOrderMark.count {
      let byte = getc_unlocked(file)
      if byte == EOF { return line.isEmpty ? nil : line }
      if byte == 0x0A { break }
      line.append(UInt8(truncatingIfNeeded: byte))
    }
    return line
  }
}
