#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that tells of a run: a regular one is replaced whole, again and again, so that whoever reads
/// it finds one state of things; another one is written at the end alone.
///
/// It is opened before the run: one of hours shall not end with nowhere to put its figures, and
/// yesterday's shall not be taken for today's.
final class LiveFile: Sendable {
  private let path: String
  private let flag: FlagID
  /// The file itself; a link's target would be lost by replacing the link.
  private let target: String
  private let mode: mode_t
  private let isRegular: Bool
  /// Standard error, if that is the file: it may have no reader.
  private let errors: ErrorStream?

  /// Makes the file, or empties it.
  ///
  /// - Parameters:
  ///   - flag: the flag that names it.
  ///   - streams: a regular file that is read or written by them already is refused.
  ///   - errors: what is written through, if the file is standard error.
  init(
    _ path: String, _ flag: FlagID, _ streams: StandardStreams, _ errors: ErrorStream
  ) throws(Diagnostics) {
    self.path = path
    self.flag = flag
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Diagnostics([Self.cannotWrite(path, flag, errno)]) }
    defer { close(descriptor) }
    let isErrors = FileIdentity(descriptor) == FileIdentity(streams.errors)
    for (stream, name) in [(streams.input, "input"), (streams.output, "output")]
    where FileIdentity.areSameRegularFile(descriptor, stream) {
      throw Diagnostics([Self.isStream(path, flag, name)])
    }
    // What is not a regular file cannot be emptied, and need not.
    if !isErrors { ftruncate(descriptor, 0) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    isRegular = isKnown && status.st_mode & S_IFMT == S_IFREG && !isErrors
    mode = status.st_mode & 0o777
    target = Self.resolved(path) ?? path
    self.errors = isErrors ? errors : nil
  }

  /// Writes what is to be told now.
  ///
  /// - Parameter isLast: whether the run is over.
  /// - Returns: what went wrong, if anything did.
  func write(_ text: String, isLast: Bool) -> Diagnostic? {
    if isRegular { return replace(text).map { Self.cannotWrite(path, flag, $0) } }
    guard isLast else { return nil }
    if let errors {
      errors.put(text)
      return nil
    }
    return put(text, in: path, O_WRONLY).map { Self.cannotWrite(path, flag, $0) }
  }

  /// Puts a new file in the place of the old one, or writes into it where its folder takes no other.
  ///
  /// - Returns: the number of an error.
  private func replace(_ text: String) -> CInt? {
    let draft = "\(target).\(getpid())"
    if put(text, in: draft, O_WRONLY | O_CREAT | O_TRUNC) == nil {
      if rename(draft, target) == 0 { return nil }
    }
    unlink(draft)
    return put(text, in: target, O_WRONLY | O_TRUNC)
  }

  private func put(_ text: String, in path: String, _ flags: CInt) -> CInt? {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    if flags & O_CREAT != 0 { fchmod(descriptor, mode) }
    let code = StandardStreams.write(text, to: descriptor)
    return code == 0 ? nil : code
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  private static func isStream(_ path: String, _ flag: FlagID, _ name: String) -> Diagnostic {
    Diagnostic(
      "\(flag.spelling): '\(path)' is the file of standard \(name), which would be overwritten",
      hint: "name another file")
  }

  private static func cannotWrite(_ path: String, _ flag: FlagID, _ code: CInt) -> Diagnostic {
    Diagnostic("\(flag.spelling): cannot write '\(path)': \(FileText.message(code))")
  }
}
