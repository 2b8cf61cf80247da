import Segment
import Testing

@testable import CLI

@Suite(.enabled(if: Completing.isInstalled(.fish), "fish is not installed"))
struct FishTests {
  @Test func theSyntaxIsRight() throws {
    let finished = try Completing(.fish).run(["--no-config", "--no-execute"])
    #expect(finished.stderr.isEmpty && finished.status == .exited(0), "\(finished)")
  }

  @Test(arguments: [
    ("--re", ["--region", "--resume", "--retry-failed", "--retry-for"]),
    ("--region ", ["eu", "us"]),
    ("--region=", ["--region=eu", "--region=us"]),
    ("-s retr", ["retries=", "retry_propagate="]),
    ("-s operation=", Operation.allCases.map { "operation=\($0.rawValue)" }.sorted()),
    ("--set=operation=a", ["--set=operation=alias"]),
    ("-s retry_propagate=", ["retry_propagate=false", "retry_propagate=true"]),
    ("-s event=", []),
    (
      "-s properties.",
      CompletionParts.membersOfProperties.sorted()
    ),
    ("-s prop", ["properties.", "properties="]),
    ("-s properties.plan", []),
    ("-s properties.a.", []),
    ("-s user_id.", []),
    ("--set=traits.ema", ["--set=traits.email="]),
    ("-nc con", ["config.yaml"]),
    ("-nqs region=", ["region=eu", "region=us"]),
    ("-c con", ["config.yaml"]),
    ("--config=con", ["--config=config.yaml"]),
    ("--sandbox=de", ["--sandbox=delay:"]),
    ("--sandbox=503:0.1,ha", ["--sandbox=503:0.1,hang:"]),
    ("--sandbox ", []),
    ("--proxy ", []),
  ])
  func offers(line: String, expected: [String]) throws {
    let finished = try Completing(.fish).run(
      ["--no-config", "-c", "source $argv[1]; complete -C \"segment-step $argv[2]\""], [line])
    #expect(finished.stderr.isEmpty && finished.status == .exited(0), "\(finished)")
    let words = finished.lines.map { $0.prefix { $0 != "\t" } }
    #expect(words.map(String.init) == expected)
  }

  @Test func saysWhatEachFlagDoes() throws {
    let finished = try Completing(.fish).run(
      ["--no-config", "-c", "source $argv[1]; complete -C 'segment-step --'"])
    let expected = FlagTable.all.map { "\($0.id.spelling)\t\($0.help)" }.sorted()
    #expect(finished.lines.filter { !$0.hasPrefix("--sandbox=") }.sorted() == expected)
  }
}
