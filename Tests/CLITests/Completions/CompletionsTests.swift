import Sandbox
import Segment
import Testing

@testable import CLI

struct CompletionsTests {
  /// What a script is made of, without quotes, brackets and the like.
  private func words(_ shell: Shell) -> Set<Substring> {
    Set(Completions.script(for: shell).split { !($0.isLetter || "-_=".contains($0)) })
  }

  @Test(arguments: Shell.allCases, FlagTable.all.map(\.id))
  func everyScriptHasEveryFlag(shell: Shell, id: FlagID) throws {
    let flag = try #require(FlagTable.all.first { $0.id == id })
    let script = Completions.script(for: shell)
    switch shell {
    case .bash: #expect(words(shell).contains("\(id.spelling)"))
    case .zsh:
      #expect(
        script.contains("\(id.spelling)[") || script.contains("\(id.spelling)=")
          || script.contains("\(id.spelling)}"))
      if let short = flag.short { #expect(script.contains("'{-\(short)")) }
    case .fish:
      let short = flag.short.map { "-s \($0) " } ?? ""
      #expect(script.contains("complete -c segment-step \(short)-l \(id.name) "))
    }
  }

  @Test(arguments: Shell.allCases, ParameterName.allCases)
  func everyScriptHasTheParametersThatOneSets(shell: Shell, name: ParameterName) {
    let script = Completions.script(for: shell)
    let isOffered =
      switch shell {
      case .bash:
        ["'", " "].contains { script.contains("\($0)\(name.rawValue)=") }
      case .zsh: script.contains("\n        '\(name.rawValue):")
      case .fish: script.contains("\n                \(name.rawValue) '")
      }
    #expect(isOffered == (name != .type && name != .description))
  }

  /// Each fault that is offered is one, once a number follows.
  @Test func offersFaultsThatAreRead() throws {
    let flag = try #require(FlagTable.all.first { $0.id == .sandbox })
    let items: [String] = if case .items(let items) = flag.completion { items } else { [] }
    #expect(!items.isEmpty)
    for item in items { #expect(throws: Never.self) { try Faults.parse(item + "0") } }
  }

  @Test func offersFilesWhereOneIsNamed() {
    let flags = FlagTable.all.filter { $0.completion == .files }
    let naming = FlagTable.all.filter { $0.argument == .required("FILE") }
    #expect(flags.map(\.id) == naming.map(\.id))
    #expect(!flags.isEmpty)
  }
}
