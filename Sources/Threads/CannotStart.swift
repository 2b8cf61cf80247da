#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system has no room for another thread.
public struct CannotStart: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's error number.
  public let code: CInt

  /// Makes it of an error number.
  public init(code: CInt) { self.code = code }

  /// What to say of it.
  public var description: String { "cannot start a thread: \(String(cString: strerror(code)))" }
}
