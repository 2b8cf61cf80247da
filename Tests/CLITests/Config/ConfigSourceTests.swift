import Testing
import YAML

@testable import CLI

struct ConfigSourceTests {
  private func source(_ text: String) -> ConfigSource {
    ConfigSource(name: "x", text: Array(text.utf8))
  }

  @Test func splitsLinesAsYAMLDoes() {
    let source = source("a\nb\r\nc\rd")
    #expect((0...5).map { source.line($0) } == [nil, "a", "b", "c", "d", nil])
  }

  @Test func passesOverAByteOrderMark() {
    #expect(source("\u{FEFF}a").line(1) == "a")
    #expect(source("\u{FEFF}").line(1) == "")
  }

  @Test func replacesWhatIsNoUTF8() {
    #expect(ConfigSource(name: "x", text: [0x61, 0xFF]).line(1) == "a\u{FFFD}")
  }

  @Test func findsTheLookupBehindTheMark() {
    let source = source("ü: \"${b} é ${a}\" # ${a}")
    #expect(source.place(of: "${a}", at: Mark(line: 1, column: 4)) == Mark(line: 1, column: 12))
    #expect(source.place(of: "${a}", at: Mark(line: 1, column: 13)) == Mark(line: 1, column: 20))
    #expect(source.place(of: "${c}", at: Mark(line: 1, column: 4)) == Mark(line: 1, column: 4))
    #expect(source.place(of: "${a}", at: Mark(line: 7, column: 4)) == Mark(line: 7, column: 4))
  }

  @Test func movesMarksBeyondTheEndBackToIt() {
    let mark = Mark(line: 4, column: 1, source: 2)
    #expect(source("a\nbcd\n\n").within(mark) == Mark(line: 2, column: 4, source: 2))
    #expect(source("").within(mark) == mark)
    #expect(
      source("a\nbcd\n").within(Mark(line: 1, column: 2)) == Mark(line: 1, column: 2))
  }
}
