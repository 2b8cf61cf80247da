@testable import CLI
import Testing

struct CommandLineParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// Each flag read, as its long name, the spelling kept and the argument if any.
    let typed: [String]
    let errors: [UsageError]

    init(_ arguments: [String], _ typed: [String] = [], _ errors: [UsageError] = []) {
      self.arguments = arguments
      self.typed = typed
      self.errors = errors
    }

    var testDescription: String { arguments.description }
  }

  static let right = [
    Case([]),
    Case(["--"]),
    Case(["-c", "a.yaml"], ["config -c a.yaml"]),
    Case(["--config", "a.yaml"], ["config --config a.yaml"]),
    Case(["--config=a.yaml", "--"], ["config --config a.yaml"]),
    Case(["-sKEY=VALUE", "-s", "a=b=c"], ["set -s KEY=VALUE", "set -s a=b=c"]),
    Case(["-j32"], ["concurrency -j 32"]),
    Case(["-j", "-5"], ["concurrency -j -5"]),
    Case(["-c", "--help"], ["config -c --help"]),
    Case(["-c", "--", "-n"], ["config -c --", "dry-run -n"]),
    Case(["--inline="], ["inline --inline "]),
    Case(["-nu"], ["dry-run -n", "unordered -u"]),
    Case(["-nuj8"], ["dry-run -n", "unordered -u", "concurrency -j 8"]),
    Case(["--conc", "4"], ["concurrency --concurrency 4"]),
    Case(["--set=a=1"], ["set --set a=1"]),
    Case(["--sandbox", "-e"], ["sandbox --sandbox", "exit-status -e"]),
    Case(["--sandbox=503:0.1"], ["sandbox --sandbox 503:0.1"]),
    Case(["-q", "-h", "-V"], ["quiet -q", "help -h", "version -V"]),
    Case(["-i", "é: \u{1F600}"], ["inline -i é: \u{1F600}"]),
  ]

  static let wrong = [
    Case(["--conurrency=5"], [], [.unknownFlag(text: "--conurrency", nearest: "--concurrency")]),
    Case(["--dryrun"], [], [.unknownFlag(text: "--dryrun", nearest: "--dry-run")]),
    Case(["--verbatim"], [], [.unknownFlag(text: "--verbatim", nearest: nil)]),
    Case(["-nzu"], ["dry-run -n", "unordered -u"], [.unknownFlag(text: "-z", nearest: nil)]),
    Case(["-é"], [], [.unknownFlag(text: "-é", nearest: nil)]),
    Case(["-c"], [], [.missingArgument(flag: "-c", metavar: "FILE")]),
    Case(["-nj"], ["dry-run -n"], [.missingArgument(flag: "-j", metavar: "N")]),
    Case(["--config"], [], [.missingArgument(flag: "--config", metavar: "FILE")]),
    Case(["--check=x"], [], [.unexpectedArgument(flag: "--check", value: "x")]),
    Case(
      ["-n=1", "-u"], ["dry-run -n", "unordered -u"],
      [.unexpectedArgument(flag: "-n", value: "1")]),
    Case(["-nu="], ["dry-run -n", "unordered -u"], [.unexpectedArgument(flag: "-u", value: "")]),
    Case(["-n=u"], ["dry-run -n"], [.unexpectedArgument(flag: "-n", value: "u")]),
    Case(["-z=1", "-u"], ["unordered -u"], [.unknownFlag(text: "-z", nearest: nil)]),
    Case(["-=u", "-u"], ["unordered -u"], [.unknownFlag(text: "-=", nearest: nil)]),
    Case(["--check="], [], [.unexpectedArgument(flag: "--check", value: "")]),
    Case(
      ["--s", "-n"], ["dry-run -n"],
      [
        .ambiguousFlag(
          text: "--s", candidates: FlagTable.all.map(\.id.spelling).filter { $0.hasPrefix("--s") })
      ]),
    Case(
      ["--con=1"], [], [.ambiguousFlag(text: "--con", candidates: ["--config", "--concurrency"])]),
    Case(["a", "-n", "b"], ["dry-run -n"], [.positional("a", after: nil)]),
    Case(["-n", "--", "-u", "x"], ["dry-run -n"], [.positional("-u", after: nil)]),
    Case(["-"], [], [.positional("-", after: nil)]),
    Case([""], [], [.positional("", after: nil)]),
    Case(
      ["--sandbox", "503:0.1"], ["sandbox --sandbox"], [.positional("503:0.1", after: "--sandbox")]),
    Case(
      ["--bogus", "x", "--check=1", "-c"], [],
      [
        .unknownFlag(text: "--bogus", nearest: nil),
        .unexpectedArgument(flag: "--check", value: "1"),
        .missingArgument(flag: "-c", metavar: "FILE"),
      ]),
  ]

  @Test(arguments: right + wrong)
  func reads(_ example: Case) {
    let outcome = CommandLineParser.parse(example.arguments)
    let typed = outcome.options.typed.map { flag in
      "\(flag.id.name) \(flag.spelling)" + (flag.argument.map { " " + $0 } ?? "")
    }
    #expect(typed == example.typed)
    #expect(outcome.errors == example.errors)
  }

  @Test(arguments: FlagTable.all.map(\.id))
  func readsEveryFlagInEverySpelling(id: FlagID) throws {
    let flag = try #require(FlagTable.all.first { $0.id == id })
    var spellings = [id.spelling]
    if let short = flag.short { spellings.append("-\(short)") }
    for spelling in spellings {
      var arguments = [spelling]
      if case .required = flag.argument { arguments.append("x") }
      let outcome = CommandLineParser.parse(arguments)
      #expect(outcome.errors.isEmpty)
      #expect(outcome.options[id]?.spelling == spelling)
      #expect(outcome.options[id]?.argument == (arguments.count > 1 ? "x" : nil))
    }
  }

  @Test func theLastOfSeveralHolds() {
    let options = CommandLineParser.parse(["-j1", "--concurrency=2", "-s", "a=1", "-sb=2"]).options
    #expect(options["concurrency"]?.argument == "2")
    #expect(options.all(.set).map(\.argument) == ["a=1", "b=2"])
    #expect(options[.config] == nil)
  }

  /// A parse that ends amid a bundle must leave nothing behind for the next.
  @Test func parsesAtTheSameTimeDoNotMeet() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 1...200 {
        group.addTask {
          let options = CommandLineParser.parse(["-nzu", "-j\(number)", "-nz"]).options
          return options["concurrency"]?.argument == String(number) && options.typed.count == 4
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
