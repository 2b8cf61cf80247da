#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The programs of the system that tests use.
public enum Tool {
  /// The path of a program in `PATH` or where system daemons lie; nil when it is not installed.
  public static func find(_ name: String) -> String? {
    let search = getenv("PATH").map { String(cString: $0) } ?? ""
    // Without its type, this is an array of Any that holds arrays of characters.
    let directories: [Substring] =
      search.split(separator: ":") + ["/usr/sbin", "/usr/local/sbin", "/sbin"]
    return directories.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  /// The path of a program.
  ///
  /// - Throws: when it is not installed.
  public static func path(_ name: String) throws(SupportError) -> String {
    guard let path = find(name) else { throw SupportError("\(name) is not installed") }
    return path
  }
}
