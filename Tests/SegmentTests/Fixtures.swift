#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files in `fixtures`.
enum Fixtures {
  /// The bytes of a file, by its path below `fixtures`; empty if it cannot be read.
  static func bytes(_ path: String) -> [UInt8] {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    let root = here.dropLast(3).joined(separator: "/")
    guard let file = fopen("\(root)/fixtures/\(path)", "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let byte = getc(file)
      if byte == EOF { return bytes }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }

  /// The text of a file.
  static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// The lines of a file, without their line feeds; text behind the last line feed is a line too.
  static func lines(_ path: String) -> [[UInt8]] {
    var lines = bytes(path).split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    if lines.last == [] { lines.removeLast() }
    return lines
  }
}
