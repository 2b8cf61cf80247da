import TestSupport
import Testing

@testable import CLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Shells that load the script and complete lines, in a directory with a file `config.yaml` and
/// another one in a directory, with blanks in their names.
///
/// The environment is a test's own: no file of the user is read.
struct Completing {
  let directory: TemporaryDirectory
  private let shell: Shell
  private let script: String

  /// Whether tests can use a shell.
  static func isInstalled(_ shell: Shell) -> Bool { Tool.find(shell.rawValue) != nil }

  init(_ shell: Shell) throws {
    self.shell = shell
    directory = try TemporaryDirectory()
    script = try directory.write("_segment-step", Completions.script(for: shell))
    try directory.write("config.yaml", "")
    guard mkdir(directory.path("some where"), 0o777) == 0 else {
      throw SupportError("cannot make a directory")
    }
    try directory.write("some where/step 1.yaml", "")
  }

  /// Runs the shell to its end; the script's path follows `arguments`.
  func run(_ arguments: [String], _ further: [String] = [], stdin: String = "") throws -> Finished {
    var command = Command(
      try Tool.path(shell.rawValue), arguments: arguments + [script] + further,
      environment: ["TERM": "dumb"])
    command.directory = directory.path
    return try command.run(stdin: stdin)
  }
}

/// A line as it is typed, with tabs, and the arguments that come of it.
struct TypedLine: Sendable, CustomTestStringConvertible {
  let typed: String
  let arguments: String

  init(_ typed: String, _ arguments: String) {
    self.typed = typed
    self.arguments = arguments
  }

  var testDescription: String { typed.replacing("\t", with: "⇥") }

  /// Lines that complete in the same way in bash and in zsh.
  static let all = [
    TypedLine("--region e\t", "<--region><eu>"),
    TypedLine("--region=e\t", "<--region=eu>"),
    TypedLine("--color ne\t -n", "<--color><never><-n>"),
    TypedLine("-c conf\t", "<-c><config.yaml>"),
    TypedLine("--config=conf\t", "<--config=config.yaml>"),
    TypedLine("--cacert conf\t", "<--cacert><config.yaml>"),
    TypedLine("-s write\tk", "<-s><write_key=k>"),
    TypedLine("-s oper\tid\t", "<-s><operation=identify>"),
    TypedLine("--set=oper\tal\t", "<--set=operation=alias>"),
    TypedLine("-s retry_propagate=t\t -s descr\tx", "<-s><retry_propagate=true><-s><descrx>"),
    TypedLine("--sandbox=de\t5", "<--sandbox=delay:5>"),
    TypedLine("--sandbox=503:0.1,ha\t1", "<--sandbox=503:0.1,hang:1>"),
    TypedLine("--sandbox=-d\t1", "<--sandbox=-d1>"),
    TypedLine("-s properties.rev\t1", "<-s><properties.revenue=1>"),
    TypedLine("-s traits.ema\t -s properties.pl\t=x", "<-s><traits.email=><-s><properties.pl=x>"),
    TypedLine("-s prop\t.a=1", "<-s><properties.a=1>"),
    TypedLine("-s context.chan\tserver", "<-s><context.channel=server>"),
    TypedLine("-nc conf\t", "<-nc><config.yaml>"),
    TypedLine("-nqs oper\tid\t", "<-nqs><operation=identify>"),
    TypedLine("-nsoper\tid\t", "<-nsoperation=identify>"),
    TypedLine("-cconf\t -n", "<-cconfig.yaml><-n>"),
    TypedLine("-nc some\tst\t -n", "<-nc><some where/step 1.yaml><-n>"),
    TypedLine("-csome\tst\t -n", "<-csome where/step 1.yaml><-n>"),
    TypedLine("-n --unor\t--retry-fa\t", "<-n><--unordered><--retry-failed>"),
    TypedLine("-n < conf\t", "<-n>"),
  ]
}

extension CompletionParts {
  /// What bash and fish offer behind `properties.`.
  static let membersOfProperties: [String] = objects.filter { $0.name == .properties }
    .flatMap(members).map { "properties.\($0)=" }
}
