import Segment
import Testing

@testable import CLI

struct TemplateWordingTests {
  struct Example: Sendable {
    let reason: TemplateError.Reason
    let message: String
    let hint: String?

    init(_ reason: TemplateError.Reason, _ message: String, _ hint: String? = nil) {
      self.reason = reason
      self.message = message
      self.hint = hint
    }
  }

  @Test(arguments: [
    Example(.unterminated, "${x}: no closing brace", "for a literal ${ write $${"),
    Example(.emptyName, "${x}: a name is missing", "for the whole event write ${.}"),
    Example(
      .badIndex, "${x}: expected a whole number or a key in double quotes between [ and ]"),
    Example(
      .unexpected("]"), "${x}: unexpected ']'", "a key with such a character is written [\"...\"]"
    ),
    Example(
      .unexpected(""), "${x}: unexpected end", "a key with such a character is written [\"...\"]"),
    Example(
      .unknownSource("evn"), "${x}: unknown source 'evn:'",
      "expected env:, file: or input:; a key with a colon is written [\"evn:...\"]"),
    Example(.unknownInput("row"), "${x}: unknown 'row'", "expected ${input:line}"),
    Example(
      .tooManyNumbers(limit: 6), "${x}: more than 6 numbers after dots",
      "write array indices as [0]"),
    Example(
      .unsetVariable("KEY"), "environment variable KEY is not set",
      "set it, or give a default: ${env:KEY, ...}"),
    Example(.unreadableFile(path: "k", reason: "No such file"), "cannot read k: No such file"),
  ])
  func words(_ example: Example) {
    let wording = TemplateWording.wording(example.reason, "${x}")
    #expect(wording.message == example.message)
    #expect(wording.hint == example.hint)
  }

  @Test(arguments: [
    ("${e:-x}", TemplateError.Reason.unknownSource("e"), "${e, ...}"),
    ("${env:HOME:-x}", .unsetVariable("HOME:-x"), "${env:HOME, ...}"),
  ])
  func saysHowADefaultIsWritten(lookup: String, reason: TemplateError.Reason, right: String) {
    let wording = TemplateWording.wording(reason, lookup)
    #expect(wording.hint == "a default is written \(right)")
  }
}
