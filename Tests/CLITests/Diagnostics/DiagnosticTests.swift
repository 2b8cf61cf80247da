import Testing

@testable import CLI

struct DiagnosticTests {
  private static let plain = Style(isEnabled: false)

  /// The line shown and the line with the caret.
  private func excerpt(_ text: String, column: Int) -> [String] {
    let place = Diagnostic.Place(source: "f", line: 7, column: column, text: text)
    let lines = Diagnostic("wrong", place: place).text(Self.plain)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first == "segment-step: f:7:\(column): wrong")
    #expect(lines.count == 4)
    return lines[1...2].map { String($0.dropFirst(2)) }
  }

  @Test func isOneLineWithoutAPlace() {
    #expect(Diagnostic("wrong").text(Self.plain) == "segment-step: wrong\n")
    #expect(
      Diagnostic("wrong", hint: "do it right").text(Self.plain)
        == "segment-step: wrong; do it right\n")
  }

  @Test func pointsAtThePlace() {
    #expect(excerpt("abc", column: 1) == ["abc", "^"])
    #expect(excerpt("abc", column: 3) == ["abc", "  ^"])
    #expect(excerpt("abc", column: 4) == ["abc", "   ^"])
    #expect(excerpt("abc", column: 9) == ["abc", "   ^"])
  }

  @Test func putsTheHintBehindTheCaret() {
    let place = Diagnostic.Place(source: "f", line: 1, column: 2, text: "ab")
    let text = Diagnostic("wrong", hint: "mend it", place: place).text(Self.plain)
    #expect(text == "segment-step: f:1:2: wrong\n  ab\n   ^ mend it\n")
  }

  @Test func keepsTabs() {
    #expect(excerpt("\ta\tb", column: 4) == ["\ta\tb", "\t \t^"])
  }

  @Test func countsTheColumnsOfWideCharacters() {
    #expect(excerpt("漢字 x", column: 4) == ["漢字 x", "     ^"])
    #expect(excerpt("한é x", column: 4) == ["한é x", "    ^"])
    #expect(excerpt("☕🎁x", column: 3) == ["☕🎁x", "    ^"])
    #expect(excerpt("e\u{301}x", column: 3) == ["e\u{301}x", " ^"])
    #expect(excerpt("©1x", column: 3) == ["©1x", "  ^"])
  }

  @Test func cutsLongLines() {
    let digits = String(repeating: "0123456789", count: 30)
    #expect(excerpt(digits, column: 5) == [digits.prefix(100) + "...", "    ^"])
    let middle = excerpt(digits, column: 151)
    #expect(middle == ["..." + digits.dropFirst(100).prefix(100) + "...", pad(53) + "^"])
    let end = excerpt(digits, column: 300)
    #expect(end == ["..." + digits.dropFirst(249), pad(53) + "^"])
  }

  private func pad(_ count: Int) -> String { String(repeating: " ", count: count) }

  @Test func showsNoControlCharacters() {
    #expect(excerpt("a\u{1B}[31m\u{7F}b", column: 7) == ["a?[31m?b", pad(6) + "^"])
    let text = Diagnostic("no 'a\u{1B}\nb'", hint: "\u{9B}").text(Self.plain)
    #expect(text == "segment-step: no 'a\\u{1B}\\nb'; \\u{009B}\n")
  }

  @Test func coloursIfAsked() {
    let place = Diagnostic.Place(source: "f", line: 1, column: 1, text: "ab")
    let text = Diagnostic("wrong", place: place).text(Style(isEnabled: true))
    #expect(
      text == "\u{1B}[1msegment-step:\u{1B}[0m \u{1B}[1mf:1:1:\u{1B}[0m wrong\n"
        + "  ab\n  \u{1B}[31m^\u{1B}[0m\n")
  }

  @Test func saysSeveralThings() {
    let all = Diagnostics([Diagnostic("a"), Diagnostic("b")])
    #expect(all.text(Self.plain) == "segment-step: a\nsegment-step: b\n")
  }
}
