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
  /// Standard error, if that is the file: it may have no reader.
  private let errors: ErrorStream?

  /// Makes the file, or empties it.
  ///
  /// - Parameters:
  ///   - streams: a regular file that is read or written by them already is refused.
  ///   - errors: what is written through, if the file is standard error.
  init(_ path: String, _ streams: StandardStreams, _ errors: ErrorStream) throws(Diagnostics) {
    self.path = path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostics([Self.cannotWrite(path, errno)]) }
    let isErrors = FileIdentity(descriptor) == FileIdentity(streams.errors)
    for (stream, name) in [(streams.input, "input"), (streams.output, "output")]
    where FileIdentity.areSameRegularFile(descriptor, stream) {
      close(descriptor)
      throw Diagnostics([Self.isStream(path, name)])
    }
    // What is not a regular file cannot be emptied, and need not.
    if !isErrors { ftruncate(descriptor, 0) }
    self.descriptor = descriptor
    self.errors = isErrors ? errors : nil
  }

  deinit { close(descriptor) }

  /// Writes the summary.
  ///
  /// - Returns: what went wrong, if anything did.
  func write(_ text: String) -> Diagnostic? {
    if let errors {
      errors.put(text)
      return nil
    }
    let code = StandardStreams.write(text, to: descriptor)
    return code == 0 ? nil : Self.cannotWrite(path, code)
  }

  private static func isStream(_ path: String, _ name: String) -> Diagnostic {
    Diagnostic(
      "\(FlagID.summaryFile.spelling): '\(path)' is the file of standard \(name), which the summary"
        + " would overwrite", hint: "name another file")
  }

  private static func cannotWrite(_ path: String, _ code: CInt) -> Diagnostic {
    let flag = FlagID.summaryFile.spelling
    return Diagnostic("\(flag): cannot write '\(path)': \(FileText.message(code))")
  }
}
