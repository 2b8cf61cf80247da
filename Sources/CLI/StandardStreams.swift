import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The descriptors that a run reads, writes and complains to.
public struct StandardStreams: Sendable {
  /// Events.
  public var input: CInt = 0
  /// Events with their results.
  public var output: CInt = 1
  /// Diagnostics.
  public var errors: CInt = 2

  /// The process's own.
  public init() {}

  /// Occupies those of the process's own that are closed, so that no file or socket takes their
  /// number: each is opened in the wrong direction, for using it shall fail as before.
  static func occupyClosed() {
    for (descriptor, mode) in [(CInt(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] {
      // The lowest free number is taken, and those below are in use by now.
      if fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", mode) }
    }
  }

  /// Writes text.
  ///
  /// - Returns: 0, or the system's error number if not all of it was taken.
  static func write(_ text: String, to descriptor: CInt) -> CInt {
    do throws(Output.Failure) {
      var output = Output(descriptor: descriptor)
      try output.write(Array(text.utf8))
      return 0
    } catch {
      return error.code
    }
  }
}
