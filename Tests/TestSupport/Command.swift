#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a process ended.
public enum ExitStatus: Sendable, Equatable {
  /// It exited with that status.
  case exited(Int32)
  /// It was ended by that signal.
  case signaled(Int32)
}

/// A program to run, with the surroundings it gets.
///
/// The environment holds only what is given here, plus `PATH`, `LANG=C.UTF-8` and a `HOME`: the
/// working directory if one is given, else one that does not exist. Where the tests see
/// `SEGMENT_STEP_TEST_LIBRARIES`, it is the program's `LD_LIBRARY_PATH` (`Tests/with-libcurl.sh`).
public struct Command: Sendable {
  /// Where a program's standard input comes from.
  public enum Input: Sendable {
    /// These bytes, then its end.
    case bytes([UInt8])
    /// The file at that path.
    case file(String)
    /// What the test writes with `Running.write`, until `Running.closeInput`.
    case pipe
  }

  /// The path of the program.
  public var path: String
  /// Its arguments, without its own name.
  public var arguments: [String]
  /// Variables that it sees besides the fixed ones, which they replace.
  public var environment: [String: String]
  /// Its working directory; nil for the test's own.
  public var directory: String?
  /// A file that takes its standard output, e.g. `/dev/full`; nil to capture it.
  public var outputPath: String?
  /// How many seconds it may take before it is killed and `wait` throws.
  public var deadline: Double

  /// A command with every part spelled out.
  public init(
    _ path: String, arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, outputPath: String? = nil, deadline: Double = 60
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.outputPath = outputPath
    self.deadline = deadline
  }

  /// Runs the program to its end.
  ///
  /// - Throws: when it cannot be started or is not done by its deadline; not when it fails.
  public func run(stdin: [UInt8] = []) throws(SupportError) -> Finished {
    try start(.bytes(stdin)).wait()
  }

  /// Runs the program to its end, with a text as its standard input.
  public func run(stdin text: String) throws(SupportError) -> Finished {
    try run(stdin: Array(text.utf8))
  }

  /// Starts the program.
  public func start(_ input: Input = .pipe) throws(SupportError) -> Running {
    try Running(self, input)
  }

  /// The program and its arguments as they are started. A shell changes the directory first and
  /// then becomes the program, because the C library's call for that is an extension.
  var words: [String] {
    guard let directory else { return [path] + arguments }
    return ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, directory, path] + arguments
  }

  /// The whole environment, as `NAME=value`.
  var environmentList: [String] {
    var fixed = [
      "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      "HOME": directory ?? "/nonexistent",
      "LANG": "C.UTF-8",
    ]
    if let libraries = getenv("SEGMENT_STEP_TEST_LIBRARIES") {
      fixed["LD_LIBRARY_PATH"] = String(cString: libraries)
    }
    for option in Sanitizer.options { fixed[option.name] = option.value }
    return fixed.merging(environment) { $1 }.map { "\($0)=\($1)" }.sorted()
  }
}
