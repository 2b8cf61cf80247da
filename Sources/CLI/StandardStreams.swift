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

  /// A run that reads what it writes does not end, or loses its input.
  func checkThatInputIsNotWritten() throws(Diagnostics) {
    for (descriptor, name) in [(output, "output"), (errors, "error")]
    where FileIdentity.areSameRegularFile(input, descriptor) {
      throw Diagnostics([
        Diagnostic(
          "standard \(name) is the file that standard input reads",
          hint: "write to another file, and rename it afterwards")
      ])
    }
  }

  /// Closes the output, so that whoever reads it does not wait for anything else.
  ///
  /// - Returns: 0, or the system's error number if what was written is not all kept.
  func closeOutput() -> CInt {
    close(output) == 0 || errno == EBADF || errno == EINTR ? 0 : errno
  }

  /// Writes text.
  ///
  /// - Returns: 0, or the system's error number if not all of it was taken.
  static func write(_ text: String, to descriptor: CInt, turns: WriteTurns? = nil) -> CInt {
    do throws(Output.Failure) {
      var output = Output(descriptor: descriptor, turns: turns)
      try output.write(Array(text.utf8).span)
      return 0
    } catch {
      return error.code
    }
  }
}
