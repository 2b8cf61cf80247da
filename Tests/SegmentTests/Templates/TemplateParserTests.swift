import TestSupport
import Testing

@testable import Segment

struct TemplateParserTests {
  private var surroundings: Surroundings {
    SegmentTests.surroundings(
      ["NAME": "va\"lue", "EMPTY": "", "HOSTILE": "${x} $${"],
      files: [
        "/run/key": Array("secret\n".utf8), "/run/two": Array("a\nb\n\n".utf8),
        "/run/crlf": Array("a\r\n".utf8), "/run/empty": [], "/run/latin": [0xE9],
      ])
  }

  private func parse(_ text: String) throws -> String {
    flat(try TemplateParser.parse(text, in: surroundings))
  }

  private func failure(_ text: String) -> TemplateError? {
    do throws(TemplateError) {
      _ = try TemplateParser.parse(text, in: surroundings)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("", ""), ("plain", "plain"), ("$", "$"), ("$x {y}", "$x {y}"), ("}", "}"),
    ("cost: $5", "cost: $5"),
    ("$${", "${"), ("$${x}", "${x}"), ("$$${x}", "$</x>"), ("$$$${x}", "$${x}"), ("$$", "$$"),
    ("$$$$${x} $$", "$$</x> $$"), ("$${a}${b}", "${a}</b>"),
    ("${user.email}", "</user/email>"), ("${ user.email }", "</user/email>"),
    ("a ${b} c ${d}", "a </b> c </d>"), ("${a}${b}", "</a></b>"),
    ("${items[0].sku}", "</items[0]/sku>"), ("${items.0.sku}", "</items/0?/sku>"),
    ("${items[-1]}", "</items[-1]>"), ("${items[0][1]}", "</items[0][1]>"), ("${[2]}", "<[2]>"),
    ("${0}", "</0?>"), ("${a[007]}", "</a[7]>"), ("${a.-1}", "</a/-1>"),
    ("${99999999999999999999}", "</99999999999999999999>"),
    (#"${["odd key"].x}"#, "</odd key/x>"), (#"${a["b.c"]}"#, "</a/b.c>"),
    (#"${["}"]}"#, "</}>"), (#"${["a\"\u00e9"]}"#, "</a\"é>"), (#"${[""]}"#, "</>"),
    (#"${a["0"]}"#, "</a/0>"), (#"${["env:X"]}"#, "</env:X>"),
    ("${.}", "<>"), ("${ . }", "<>"), ("${.a}", "</a>"), ("${.[0]}", "<[0]>"),
    ("${., {}}", "<|{}>"),
    ("${имя.ключ}", "</имя/ключ>"), ("${😀}", "</😀>"), ("${first name}", "</first name>"),
    ("${user.ns:id}", "</user/ns:id>"), ("${input:line}", "<#line>"),
    ("${ input: line }", "<#line>"), ("${ a[0] }", "</a[0]>"), ("${a[0] , x}", "</a[0]|\"x\">"),
    (#"${ ["k"] [1] . b }"#, "</k[1]/b>"),
    ("line ${input:line}.", "line <#line>."),
  ])
  func readsALookup(text: String, expected: String) throws {
    #expect(try parse(text) == expected)
  }

  @Test(arguments: [
    ("${plan, free}", #"</plan|"free">"#), ("${count, 0}", "</count|0>"), ("${x,1}", "</x|1>"),
    ("${x, }", #"</x|"">"#), ("${x,}", #"</x|"">"#), ("${x , y}", #"</x|"y">"#),
    (#"${x, "quoted"}"#, #"</x|"quoted">"#), (#"${x, "a}b"}"#, #"</x|"a}b">"#),
    (#"${x, {"a": [1, {}]}}"#, #"</x|{"a":[1,{}]}>"#), ("${x, {}}", "</x|{}>"),
    ("${x, []}", "</x|[]>"),
    ("${x, null}", "</x|null>"), ("${x, true}", "</x|true>"), ("${x, -1.50e3}", "</x|-1.50e3>"),
    ("${x, truely}", #"</x|"truely">"#), ("${x, 5 apples}", #"</x|"5 apples">"#),
    ("${x, 01}", #"</x|"01">"#), ("${x, a, b}", #"</x|"a, b">"#),
    (#"${x, say "hi"}"#, #"</x|"say \"hi\"">"#),
    ("${x, é😀}", #"</x|"é😀">"#), ("${x, http://y/z}", #"</x|"http://y/z">"#),
    ("${x, [1}", #"</x|"[1">"#), (#"${x, "open}"#, #"</x|"\"open">"#),
    ("${x, [1, 2]} and more}", "</x|[1,2]> and more}"),
  ])
  func readsADefault(text: String, expected: String) throws {
    #expect(try parse(text) == expected)
  }

  @Test(arguments: [
    ("${env:NAME}", "va\"lue"), ("${env: NAME }", "va\"lue"), ("<${env:NAME}>", "<va\"lue>"),
    ("${env:EMPTY}", ""), ("${env:EMPTY, x}", ""), ("${env:NONE, dev}", "dev"),
    ("${env:NONE, 5}", "5"), (#"${env:NONE, "a\nb"}"#, "a\nb"), ("${env:NONE, null}", ""),
    ("${env:NONE, {\"a\": 1}}", "{\"a\":1}"), ("${env:HOSTILE}", "${x} $${"),
    ("${file:/run/key}", "secret"), ("${file:/run/two}", "a\nb\n"), ("${file:/run/crlf}", "a"),
    ("${file:/run/empty}", ""), ("${file:/none, spare}", "spare"),
    ("${file:/run/latin, spare}", "spare"),
  ])
  func readsWhatDoesNotComeFromTheEvent(text: String, expected: String) throws {
    let template = try TemplateParser.parse(text, in: surroundings)
    #expect(template.constant == Array(expected.utf8))
    #expect(template.lookups.isEmpty)
  }

  @Test(arguments: [
    ("${", TemplateError.Reason.unterminated), ("${a", .unterminated), ("${a.", .unterminated),
    ("${a, b", .unterminated), ("${a[0]", .unterminated), ("${env:NAME", .unterminated),
    ("${.", .unterminated),
    ("${}", .emptyName), ("${ }", .emptyName), ("${a.}", .emptyName), ("${a..b}", .emptyName),
    ("${..a}", .emptyName), ("${, x}", .emptyName), ("${env:}", .emptyName),
    ("${file: , x}", .emptyName),
    ("${a[}", .badIndex), ("${a[]}", .badIndex), ("${a[x]}", .badIndex), ("${a[0}", .badIndex),
    ("${a[1.5]}", .badIndex), ("${a[--1]}", .badIndex), ("${a[-]}", .badIndex),
    ("${a[99999999999999999999]}", .badIndex), (#"${a["b}"#, .badIndex), (#"${a["b"}"#, .badIndex),
    (#"${a['b']}"#, .badIndex), ("${a[", .badIndex),
    ("${a[0]b}", .unexpected("b")), ("${a]}", .unexpected("]")), ("${a{}", .unexpected("{")),
    (#"${"a"}"#, .unexpected("\"")), ("${a[0]é}", .unexpected("é")), ("${[0]😀}", .unexpected("😀")),
    ("${a${b}}", .unexpected("$")), ("${a, ${b}}", .lookupInDefault),
    ("${a | }", .unknownFunction("", nearest: nil)),
    ("${a | lowr}", .unknownFunction("lowr", nearest: "lower")),
    ("${a | lower x}", .unknownFunction("lower x", nearest: "lower")),
    ("${a || b}", .foreignAlternative("||")), ("${a ?? b}", .foreignAlternative("??")),
    ("${a | lower // b}", .alternativeBehindFunction), ("${{ a.b }}", .doubleBraces(path: "a.b")),
    ("${{a b}}", .doubleBraces(path: nil)), ("${{a", .doubleBraces(path: nil)),
    ("${a // }", .emptyName), ("${ // a}", .emptyName), ("${a // b", .unterminated),
    ("${a | lower", .unterminated), ("${a / b}", .arithmetic("/")), ("${a + 1}", .arithmetic("+")),
    ("${a - b}", .arithmetic("-")), ("${a * 2}", .arithmetic("*")),
    ("${input:line // a}", .unreachable), ("${a // 1 // b}", .unreachable),
    ("${a // call:uuid}", .misplacedCallUUID), ("${call:uuid | lower}", .misplacedCallUUID),
    ("${call:uuid, x}", .misplacedCallUUID), ("${call:id}", .unknownInput(source: "call", "id")),
    ("${env:NONE // env:NONE}", .unsetVariable("NONE")),
    (
      "${env:NAME | tonumber}",
      .notApplicable(
        function: "tonumber", reason: "text that holds a JSON number, found \"va\\\"lue\"")
    ),
    ("${a?.b}", .unexpected("?")), ("${a.*}", .unexpected("*")),
    ("${sys:x}", .unknownSource("sys")), ("${:x}", .unknownSource("")),
    ("${ENV:X}", .unknownSource("ENV")),
    ("${input:lines}", .unknownInput(source: "input", "lines")), ("${input:}", .emptyName),
    ("${0.1.2.3.4.5.6}", .tooManyNumbers(limit: 6)),
    ("${env:NONE}", .unsetVariable("NONE")),
    ("${file:/none}", .unreadableFile(path: "/none", reason: "No such file or directory")),
  ])
  func refuses(text: String, reason: TemplateError.Reason) {
    #expect(failure(text)?.reason == reason)
    #expect(failure("é ${ok} " + text)?.reason == reason)
  }

  @Test(arguments: [
    ("${uid // user.id}", "</uid///user/id>"), ("${a//b}", "</a///b>"),
    (#"${uid // "guest"}"#, #"</uid//="guest">"#), ("${a // 0}", "</a//=0>"),
    ("${a // true}", "</a//=true>"), ("${a // {}}", "</a//={}>"), ("${a // [] }", "</a//=[]>"),
    (#"${a // ["b"]}"#, "</a///b>"), ("${a // [0]}", "</a//[0]>"),
    ("${a // b, c}", #"</a///b|"c">"#),
    ("${a // input:line}", "</a//#line>"), ("${a // .}", "</a//>"),
    ("${a // env:NAME}", #"</a//="va\"lue">"#), ("${a // env:NONE // 1}", "</a//=1>"),
    ("${a/b}", "</a/b>"), ("${a-b}", "</a-b>"), ("${a | lower}", "</a:lower>"),
    ("${a|trim|lower}", "</a:trim:lower>"),
    ("${a // b | sha256, none}", #"</a///b:sha256|"none">"#),
    ("${a, b|c // d}", #"</a|"b|c // d">"#), ("${call:uuid}", "<#uuid>"),
    ("${env:NAME | uuid}", #"<="va\"lue":uuid>"#),
  ])
  func readsAlternativesAndFunctions(text: String, expected: String) throws {
    #expect(try parse(text) == expected)
  }

  @Test(arguments: [
    ("${env:NAME | upper}", "VA\"LUE"), ("${env:EMPTY | nonempty, x}", "x"),
    ("${env:EMPTY | nonempty}", ""), ("${env:NONE // env:NAME}", "va\"lue"),
    ("${file:/none // file:/run/key}", "secret"), ("${env:NAME // a}", "va\"lue"),
  ])
  func appliesFunctionsToWhatDoesNotComeFromTheEvent(text: String, expected: String) throws {
    #expect(try TemplateParser.parse(text, in: surroundings).constant == Array(expected.utf8))
  }

  @Test func showsTheLookupThatIsWrong() {
    #expect(failure("a ${b} ${c.} d")?.lookup == "${c.}")
    #expect(failure("a ${b, c")?.lookup == "${b, c")
  }

  @Test func takesUpToSixNumbersInOnePath() throws {
    #expect(try parse("${0.1.2.3.4.5}") == "</0?/1?/2?/3?/4?/5?>")
  }

  @Test func namesALookupAsItIsWritten() throws {
    let template = try TemplateParser.parse("${ a [0].b , x}", in: surroundings)
    #expect(template.lookups.map(\.name) == ["a [0].b"])
  }

  @Test func neverTrapsOnAnyText() {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "${", "$${", "}", "{", "[", "]", "\"", ".", ",", ":", "env", "a", "0", "-1", " ", "é", "\\",
      "null", "//", "|", "lower", "call:uuid", "$",
    ]
    let surroundings = surroundings
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...9, using: &generator))
        .compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      guard let template = try? TemplateParser.parse(text, in: surroundings) else { continue }
      #expect(template.lookups.count <= text.utf8.count)
    }
  }
}
