import Testing

@testable import CLI

struct SecretLineTests {
  struct Example: Sendable {
    let text: String
    let line: Int
    let shown: String
    let source: String

    init(_ text: String, line: Int = 1, _ shown: String, source: String = "config.yaml") {
      self.text = text
      self.line = line
      self.shown = shown
      self.source = source
    }
  }

  static let hidden = [
    Example("write_key: abc", "write_key: ***"),
    Example("  write_key:abc", "  write_key:***"),
    Example("write_key: 'a, b}'", "write_key: '** **'"),
    Example("write_key: a,b}", "write_key: ****"),
    Example("write_key: \"abc", "write_key: \"***"),
    Example("- {write_key: abc, event: E}", "- {write_key: ***, event: E}"),
    Example(
      #"{"write_key":"abc","event":"E"}"#, #"{"write_key":"***","event":"E"}"#),
    Example("{write_key: abc, write_key: de}", "{write_key: ***, write_key: **}"),
    Example("write_key: é漢", "write_key: **"),
    Example("write_key: ${env:KEY, abc}", "write_key: ${env:KEY, ****"),
    Example("write_key:\n  abc", line: 2, "  ***"),
    Example("write_key: >\n\n  abc\n  def", line: 4, "  ***"),
    Example("steps:\n  - write_key:\n      abc", line: 3, "      ***"),
    Example("{\n  \"write_key\":\n    \"abc\",", line: 3, "    ******"),
    Example("abc", "***", source: "--set write_key"),
    Example("[abc", "****", source: "--set steps write_key"),
  ]

  static let shown = [
    "write_key: ${env:KEY}", "write_key: '${file:/run/key}'", "{write_key: \"${env:A}\", a: b}",
    "event: write", "write_key:",
  ]

  @Test(arguments: hidden)
  func hidesTheKey(_ example: Example) {
    let source = ConfigSource(name: example.source, text: Array(example.text.utf8))
    #expect(SecretLine.masked(example.line, of: source) == example.shown)
  }

  @Test(arguments: shown)
  func showsWhatIsNoSecret(_ line: String) {
    let source = ConfigSource(name: "config.yaml", text: Array(line.utf8))
    #expect(SecretLine.masked(1, of: source) == line)
  }

  @Test func showsLinesAroundTheKey() {
    let source = ConfigSource(
      name: "config.yaml", text: Array("a: 1\nwrite_key: x\nb:\n  c: 2\n".utf8))
    #expect([1, 3, 4].map { SecretLine.masked($0, of: source) } == ["a: 1", "b:", "  c: 2"])
  }

  @Test func showsALookupOnTheCommandLine() {
    let source = ConfigSource(name: "--set write_key", text: Array("${env:KEY}".utf8))
    #expect(SecretLine.masked(1, of: source) == "${env:KEY}")
  }
}
