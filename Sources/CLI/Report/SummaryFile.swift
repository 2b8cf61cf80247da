#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of `--summary-file`. It is opened before the run: one of hours shall not end with
/// nowhere to put its figures, and yesterday's shall not be taken for today's.
struct SummaryFile: ~Copyable {
  private let path: String
  private let descriptor: CInt

  /// Makes the file, or empties it.
  init(_ path: String) throws(Diagnostics) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostics([Self.cannotWrite(path, errno)]) }
  }

  deinit { close(descriptor) }

  /// Writes the summary.
  ///
  /// - Returns: what went wrong, if anything did.
  func write(_ text: String) -> Diagnostic? {
    let code = StandardStreams.write(text, to: descriptor)
    return code == 0 ? nil : Self.cannotWrite(path, code)
  }

  private static func cannotWrite(_ path: String, _ code: CInt) -> Diagnostic {
    let flag = FlagID.summaryFile.spelling
    return Diagnostic("\(flag): cannot write '\(path)': \(FileText.message(code))")
  }
}
