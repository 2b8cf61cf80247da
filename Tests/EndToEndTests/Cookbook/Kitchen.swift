import JSON
import TestSupport
import Testing

/// A directory in which a recipe of the README is run, with `purchase.yaml` in it.
struct Kitchen {
  let directory: TemporaryDirectory
  private let arguments: String

  /// - Parameter arguments: those that each `segment-step` of the recipe gets besides its own.
  init(_ arguments: String = "--sandbox") throws {
    directory = try TemporaryDirectory()
    self.arguments = arguments
    try directory.write("purchase.yaml", try Readme.config())
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
    let script = try #require(try Readme.recipes()[recipe])
    // What would wait for a service to come back need not wait here.
    let head = """
      set -eu -o pipefail
      segment-step() { command '\(Binary.segmentStep)' \(arguments) "$@"; }
      sleep() { :; }

      """
    var command = Command(
      "/bin/bash", arguments: ["-c", head + script],
      environment: ["SEGMENT_WRITE_KEY": "wk_C00kb00k"])
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
