#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What went wrong in a test's own machinery, as opposed to the program under test.
public struct SupportError: Error, CustomStringConvertible {
  /// The whole story, for the failure message of the test.
  public let description: String

  /// An error with that story.
  public init(_ description: String) {
    self.description = description
  }

  /// A system call that failed just now.
  static func call(_ name: String, _ code: Int32 = errno) -> SupportError {
    SupportError("\(name): \(String(cString: strerror(code)))")
  }
}
