#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files in the repository's `fixtures` folder.
public enum Fixtures {
  /// The absolute path of a fixture, e.g. of `events/orders.ndjson`; of the folder itself when the
  /// name is empty.
  public static func path(_ name: String = "") -> String {
    let folder = repository + "/fixtures"
    return name.isEmpty ? folder : "\(folder)/\(name)"
  }

  /// The absolute path of the repository.
  public static let repository: String = {
    // This file is Tests/TestSupport/Fixtures.swift.
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// Reads a whole file.
  ///
  /// - Parameter path: an absolute one, such as `path(_:)` returns.
  public static func read(_ path: String) throws(SupportError) -> [UInt8] {
    guard let file = fopen(path, "r") else { throw .call("open \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    guard ferror(file) == 0 else { throw .call("read \(path)") }
    return bytes
  }

  /// Writes a whole text file.
  ///
  /// - Parameter path: an absolute one.
  public static func write(_ path: String, _ text: String) throws(SupportError) {
    let bytes = Array(text.utf8)
    guard let file = fopen(path, "w") else { throw .call("open \(path)") }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw .call("write \(path)") }
  }
}
