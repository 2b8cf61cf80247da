import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that earlier runs of the same input wrote, behind which a run goes on. As long as the value
/// lives, the file is locked against another run that would do so too.
public final class EarlierResults: Sendable {
  /// Why a file is not one to go on behind.
  public enum OpenError: Error, Equatable, Sendable {
    /// It is a directory, a pipe or a device.
    case notRegular
    /// Another run goes on behind it: its process, as far as the system tells.
    case inUse(process: Int?)
    /// What stands in it is no beginning of results.
    case noResults
    /// A system call has failed.
    case system(CInt)
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { survey.size == 0 }
  /// The whole lines in it.
  var lines: Int { survey.lines }
  /// The first and the last of the whole lines, without their line feeds; empty if there is none.
  let first: [UInt8]
  let last: [UInt8]
  /// Open for reading.
  private let descriptor: CInt
  /// What locks and cuts the file: the same, or standard output.
  private let writer: CInt
  private let survey: FileSurvey

  /// Opens a file, or makes one, locks it and looks it through.
  ///
  /// The lock is one of POSIX: it ends when the process ends, however that happens, or closes any
  /// descriptor of the file, as it does with standard output when all is written.
  ///
  /// - Parameter output: standard output. It serves for writing if it is the file, and the process may
  ///   only read that: systemd opens the file of `StandardOutput=append:` as root, whoever the `User=`.
  public init(_ path: String, output: CInt) throws(OpenError) {
    // A pipe that nobody has open must not be waited for.
    let flags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var descriptor = open(path, O_RDWR | O_CREAT | flags, 0o666)
    let isReadOnly = descriptor < 0 && errno == EACCES
    if isReadOnly { descriptor = open(path, O_RDONLY | flags) }
    guard descriptor >= 0 else { throw .system(errno) }
    writer = isReadOnly ? output : descriptor
    do throws(OpenError) {
      try Self.checkKind(descriptor)
      guard !isReadOnly || Self.areSame(descriptor, output) else { throw .system(EACCES) }
      try Self.lock(writer)
      (survey, first, last) = try Self.look(through: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func areSame(_ one: CInt, _ other: CInt) -> Bool {
    var (first, second) = (stat(), stat())
    return fstat(one, &first) == 0 && fstat(other, &second) == 0
      && first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  private static func checkKind(_ descriptor: CInt) throws(OpenError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
  }

  private static func lock(_ descriptor: CInt) throws(OpenError) {
    var lock = wholeFile
    if fcntl(descriptor, F_SETLK, &lock) == 0 { return }
    guard errno == EACCES || errno == EAGAIN else { throw .system(errno) }
    var holder = wholeFile
    let isKnown =
      fcntl(descriptor, F_GETLK, &holder) == 0 && holder.l_type == Int16(F_WRLCK)
      && holder.l_pid > 0
    throw .inUse(process: isKnown ? Int(holder.l_pid) : nil)
  }

  private static var wholeFile: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }

  private static func look(
    through descriptor: CInt
  ) throws(OpenError) -> (survey: FileSurvey, first: [UInt8], last: [UInt8]) {
    do throws(SystemError) {
      let survey = try FileSurvey(descriptor)
      if survey.lines > 0 {
        let first = try FileBytes.read(descriptor, 0..<survey.firstEnd)
        let last = try FileBytes.read(descriptor, survey.lastStart..<survey.wholeEnd - 1)
        return (survey, first, last)
      }
      let start = try FileBytes.read(descriptor, 0..<min(survey.size, startSize))
      if canBeResult(start) { return (survey, [], []) }
    } catch {
      throw .system(error.code)
    }
    throw .noResults
  }

  /// How much of a file without a whole line is looked at.
  private static let startSize = 4096

  /// Whether a torn line may be one of results: no other file shall be emptied.
  private static func canBeResult(_ start: [UInt8]) -> Bool {
    let text = start.first { !$0.isJSONWhitespace }
    // A power cut may leave zeros.
    return text == nil || text == UInt8(ascii: "{") || text == 0
  }

  /// Cuts the torn last line off, and puts a descriptor at the end that is open on the file without
  /// appending to it.
  ///
  /// - Parameter output: the standard output.
  func cut(output: CInt) throws(ResumeFault) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotCut(errno) }
    guard Int(status.st_size) == survey.size else { throw .changed }
    if survey.wholeEnd < survey.size, ftruncate(writer, off_t(survey.wholeEnd)) != 0 {
      throw .cannotCut(errno)
    }
    guard Self.areSame(descriptor, output), fcntl(output, F_GETFL) & O_APPEND == 0 else { return }
    if lseek(output, off_t(survey.wholeEnd), SEEK_SET) < 0 { throw .cannotCut(errno) }
  }
}
