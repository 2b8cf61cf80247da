import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A command and all that it must do, from a folder in `fixtures/cases`:
///
/// - `args`: one argument a line; `$FIXTURES` stands for the fixtures folder
/// - `env`: variables, one `NAME=value` a line; not in every folder
/// - `stdin`, and the `stdout`, `stderr` and `status` that must come of it, masked by `Masking`
/// - any other file lies in the working directory
struct GoldenCase {
  let arguments: [String]
  let environment: [String: String]
  let stdin: [UInt8]
  let stdout: String
  let stderr: String
  let status: Int32
  private let otherFiles: [String: [UInt8]]
  private let folder: String

  /// The names of all cases.
  static let names = list(Fixtures.path("cases")).sorted()

  init(_ name: String) throws {
    let folder = Fixtures.path("cases/\(name)")
    self.folder = folder
    var files: [String: [UInt8]] = [:]
    for file in Self.list(folder) { files[file] = try Fixtures.read("\(folder)/\(file)") }
    func text(_ file: String) throws -> String {
      guard let bytes = files.removeValue(forKey: file) else {
        throw SupportError("\(folder) has no file \(file)")
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    arguments = try Self.lines(text("args"))
    stdin = files.removeValue(forKey: "stdin") ?? []
    stdout = try text("stdout")
    stderr = try text("stderr")
    status = Int32(try text("status").prefix { $0.isNumber }) ?? -1
    let variables = try files["env"] == nil ? "" : text("env")
    environment = Dictionary(
      uniqueKeysWithValues: Self.lines(variables).map { line in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts.last ?? ""))
      })
    otherFiles = files
  }

  /// Runs the command in a directory of its own.
  func run() throws -> Finished {
    let directory = try TemporaryDirectory()
    for (name, bytes) in otherFiles { try directory.write(name, bytes) }
    var command = Command(Binary.segmentStep, arguments: arguments, environment: environment)
    command.directory = directory.path
    return try command.run(stdin: stdin)
  }

  /// Makes what the command did what it must do.
  func update(to finished: Finished) throws {
    guard case .exited(let status) = finished.status else {
      throw SupportError("\(folder) does not end by itself\n\(finished)")
    }
    for (file, text) in [
      ("stdout", Masking.mask(finished.output)), ("stderr", Masking.mask(finished.errors)),
      ("status", "\(status)\n"),
    ] {
      try Fixtures.write("\(folder)/\(file)", text)
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { String($0).replacing("$FIXTURES", with: Fixtures.path()) }
  }

  private static func list(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
