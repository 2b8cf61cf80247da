import CLI
import Testing

struct StyleTests {
  struct Case: Sendable {
    let choice: Style.Choice
    let isTerminal: Bool
    let environment: [String: String]
    let expected: Bool

    init(_ choice: Style.Choice, _ isTerminal: Bool, _ environment: [String: String], _ is: Bool) {
      self.choice = choice
      self.isTerminal = isTerminal
      self.environment = environment
      self.expected = `is`
    }
  }

  @Test(arguments: [
    Case(.auto, true, ["TERM": "xterm"], true),
    Case(.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true),
    Case(.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
    Case(.auto, true, ["TERM": "dumb"], false),
    Case(.auto, true, [:], false),
    Case(.auto, false, ["TERM": "xterm"], false),
    Case(.always, false, ["NO_COLOR": "1"], true),
    Case(.never, true, ["TERM": "xterm"], false),
  ])
  func coloursWhereItIsWanted(_ example: Case) {
    let style = Style(
      example.choice, isTerminal: example.isTerminal, environment: example.environment)
    #expect(style.isEnabled == example.expected)
  }

  @Test func putsTextBetweenEscapeSequences() {
    let style = Style(isEnabled: true)
    #expect(style.red("x") == "\u{1B}[31mx\u{1B}[0m")
    #expect(style.bold("x") == "\u{1B}[1mx\u{1B}[0m")
    #expect(style.green("") == "")
  }

  @Test func leavesTextAloneWithoutColour() {
    let style = Style(isEnabled: false)
    let renditions = [style.bold, style.red, style.green, style.yellow, style.cyan]
    #expect(renditions.allSatisfy { $0("x") == "x" })
  }
}
