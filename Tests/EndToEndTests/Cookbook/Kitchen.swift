import JSON
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A directory in which a recipe of the cookbook is run, with the cookbook's step configs in it.
struct Kitchen {
  /// The write key of the config's calls.
  static let writeKey = "wk_C00kb00k"

  let directory: TemporaryDirectory

  /// - Parameter arguments: those that each `segment-step` of the recipe gets besides its own.
  init(_ arguments: String = "--sandbox") throws {
    directory = try TemporaryDirectory()
    for (name, text) in try Cookbook.configs() { try directory.write(name, text) }
    try makeDirectory("bin")
    let program = try directory.write(
      "bin/segment-step", "#!/bin/sh\nexec '\(Binary.segmentStep)' \(arguments) \"$@\"\n")
    guard chmod(program, 0o755) == 0 else { throw SupportError("cannot make \(program)") }
  }

  /// Makes a directory below the kitchen's.
  func makeDirectory(_ name: String) throws {
    guard mkdir(directory.path(name), 0o777) == 0 else {
      throw SupportError("cannot make \(name)")
    }
  }

  /// A purchase that `purchase.yaml` makes a call of.
  static func purchase(_ number: Int, type: String = "purchase") -> String {
    #"{"type":"\#(type)","time":"2024-01-15T08:23:36Z","user":{"id":\#(number)},"#
      + #""order":{"id":\#(number),"total":9.50,"items":[]}}"# + "\n"
  }

  /// Lines with purchases of these numbers.
  static func purchases(_ numbers: some Sequence<Int>) -> String {
    numbers.map { purchase($0) }.joined()
  }

  /// The command that follows a recipe to its end.
  func command(_ recipe: String) throws -> Command {
    try command(script: #require(try Cookbook.recipes()[recipe]))
  }

  /// The command that runs a script, with what its programs leave behind in the directory.
  func command(script: String) throws -> Command {
    // What would wait for a service to come back need not wait here.
    let head = """
      set -eu -o pipefail
      PATH=$PWD/bin:$PATH
      sleep() { :; }
      docker() { cat > image.tar; }
      mail() { cat > mail; }
      systemctl() { echo "$@" >> systemctl; }

      """
    var command = Command(
      "/bin/bash", arguments: ["-c", head + script],
      environment: ["SEGMENT_WRITE_KEY": Self.writeKey])
    command.directory = directory.path
    return command
  }

  /// Follows a recipe to its end, which must be a success.
  func follow(_ recipe: String) throws -> Finished {
    let finished = try command(recipe).run()
    #expect(finished.status == .exited(0), finished.story)
    return finished
  }

  /// The lines of a file.
  func lines(_ file: String) throws -> [String] {
    String(decoding: try directory.read(file), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// A member of each line of a file; nil where it is missing.
  func fields(_ path: String, of file: String) throws -> [String?] {
    try lines(file).map { try field(path, of: $0) }
  }
}
