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
    Example(.emptyName, "${x}: a name is missing"),
    Example(
      .alternativeBehindFunction, "${x}: unexpected '//' behind a function",
      "// stands before the functions: ${a // b | lower}"),
    Example(
      .doubleBraces(path: "user.id"), "${x}: unexpected '{'", "a lookup is written ${user.id}"),
    Example(
      .doubleBraces(path: nil), "${x}: unexpected '{'",
      "a lookup is written ${path.in.the.event}"),
    Example(
      .badIndex, "${x}: expected a whole number or a key in double quotes between [ and ]"),
    Example(
      .unexpected("]"), "${x}: unexpected ']'", "a key with such a character is written [\"...\"]"
    ),
    Example(
      .unexpected(""), "${x}: unexpected end", "a key with such a character is written [\"...\"]"),
    Example(
      .unknownSource("evn"), "${x}: unknown source 'evn:'",
      "expected env:, file:, input: or call:; a key with a colon is written [\"evn:...\"]"),
    Example(
      .unknownInput(source: "input", "row"), "${x}: unknown 'row'", "expected ${input:line}"),
    Example(
      .unknownInput(source: "call", "id"), "${x}: unknown 'id'", "expected ${call:uuid}"),
    Example(
      .misplacedCallUUID, "${x}: ${call:uuid} stands alone, as the whole of message_id",
      "elsewhere make an id of a value: ${order.id | uuid}"),
    Example(
      .unknownFunction("lowr", nearest: "lower"), "${x}: unknown function 'lowr'",
      "did you mean lower?"),
    Example(
      .unknownFunction("", nearest: nil), "${x}: a function is missing behind |",
      "expected one of lower, upper, trim, tostring, tonumber, fromjson, nonempty, sha256, uuid"),
    Example(
      .foreignAlternative("||"), "${x}: unexpected '||'",
      "the first of several that is there is written ${a // b}, text for want of a value "
        + "${a, text}"),
    Example(
      .arithmetic("/"), "${x}: unexpected '/': lookups do not compute",
      "compute it before, as jq does; a key of this name is written [\"...\"]"),
    Example(
      .lookupInDefault, "${x}: a default is text as it stands, and no lookup",
      "lookups are chained with //: ${a // b}"),
    Example(
      .tooManyNumbers(limit: 6), "${x}: more than 6 numbers after dots",
      "write array indices as [0]"),
    Example(
      .unsetVariable("KEY"), "environment variable KEY is not set",
      "set it, or give a default: ${env:KEY, ...}"),
    Example(
      .unsetKeyVariable("KEY"), "environment variable KEY is not set",
      "set it, or try --sandbox"),
    Example(.unreadableFile(path: "k", reason: "No such file"), "cannot read k: No such file"),
  ])
  func words(_ example: Example) {
    let wording = TemplateWording.wording(example.reason, "${x}")
    #expect(wording.message == example.message)
    #expect(wording.hint == example.hint)
  }

  @Test(arguments: [("${}", true), ("${ }", true), ("${a..b}", false), ("${, free}", false)])
  func offersTheWholeEventForNoName(lookup: String, expected: Bool) {
    let hint = TemplateWording.wording(.emptyName, lookup).hint
    #expect(hint == (expected ? "for the whole event write ${.}" : nil))
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
