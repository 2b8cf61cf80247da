#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// The environment of this process.
public enum ProcessEnvironment {
  /// The variables, by name.
  public static var variables: [String: String] {
    var variables: [String: String] = [:]
    let start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    guard var entry = start else { return [:] }
    while let text = entry.pointee.map({ String(cString: $0) }) {
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      entry += 1
    }
    return variables
  }
}
