#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A directory of a test's own, removed with all that is in it when the value ends.
public final class TemporaryDirectory: Sendable {
  /// The absolute path, without a slash at its end.
  public let path: String

  /// Makes a new directory below `TMPDIR`, or `/tmp` without it.
  public init() throws(SupportError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/segment-step-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .call("mkdtemp in \(parent)") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    Self.remove(path)
  }

  /// The path of a file in the directory, whether it exists or not.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws(SupportError) -> String {
    try write(path(name), bytes, mode: "w")
  }

  /// Writes at the end of a file.
  public func append(_ name: String, _ text: String) throws(SupportError) {
    _ = try write(path(name), Array(text.utf8), mode: "a")
  }

  private func write(
    _ path: String, _ bytes: [UInt8], mode: String
  ) throws(SupportError) -> String {
    guard let file = fopen(path, mode) else { throw .call("open \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw .call("write \(path)") }
    return path
  }

  /// Writes a text file.
  ///
  /// - Returns: its path.
  @discardableResult
  public func write(_ name: String, _ text: String) throws(SupportError) -> String {
    let path = path(name)
    try Fixtures.write(path, text)
    return path
  }

  /// Gives a file another name, in place of what has that name.
  public func rename(_ name: String, to other: String) throws(SupportError) {
    guard renameFile(path(name), path(other)) == 0 else { throw .call("rename \(name)") }
  }

  /// Reads a whole file.
  public func read(_ name: String) throws(SupportError) -> [UInt8] {
    try Fixtures.read(path(name))
  }

  /// The names of what is in it.
  public func list() -> [String] { Self.names(in: path) }

  private static func remove(_ path: String) {
    for name in names(in: path) { remove("\(path)/\(name)") }
    if rmdir(path) != 0 { unlink(path) }
  }

  private static func names(in path: String) -> [String] {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      let directory = opendir(path)
    else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}

// Inside `TemporaryDirectory` the plain name means its own method.
private func renameFile(_ old: String, _ new: String) -> Int32 { rename(old, new) }
