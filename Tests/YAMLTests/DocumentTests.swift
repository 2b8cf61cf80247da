import Testing
import YAML

@Suite struct DocumentTests {
  @Test func readsAConfig() throws {
    let root = try parse(
      """
      # a step
      type: segment
      properties:
        items:
        - sku: ${sku}
          price: 1.10
        note: >
          folded
          text
      traits: {a: [1, two], "b": ~}

      """)
    #expect(
      root.flat == """
        {type: "segment", properties: {items: [{sku: "${sku}", price: 1.10}], note: "folded text
        "}, traits: {a: [1, "two"], b: ~}}
        """)
  }

  @Test func marksCountCharactersFromOne() throws {
    let root = try parse("ключ: 'é'\n\"b\": [x, 日本, y]\r\nc:\n  - &n !!str v\n  - *n\n  -\n")
    #expect(root.mark == Mark(line: 1, column: 1))
    #expect(root["ключ"]?.mark == Mark(line: 1, column: 7))
    #expect(root["b"]?.elements.map(\.mark.column) == [7, 10, 14])
    #expect(root.pairs.map(\.key.mark.line) == [1, 2, 3])
    let last = try #require(root["c"]?.elements)
    #expect(last.prefix(2).map(\.mark) == [Mark(line: 4, column: 5), Mark(line: 5, column: 5)])
    #expect(last.last?.scalar?.value == .null)
    #expect(last.last?.mark.line == 6)
  }

  @Test func marksAreOrdered() {
    let marks = [Mark(line: 2, column: 1), Mark(line: 1, column: 9), Mark(line: 1, column: 2)]
    #expect(marks.sorted() == [marks[2], marks[1], marks[0]])
  }

  @Test(arguments: [
    "%YAML 1.2\n---\na: 1\n...\n", "---\na: 1\n", "# c\n\n--- # c\na: 1\n...\n# end\n", "a: 1",
    "%TAG !e! tag:yaml.org,2002:\n---\na: !e!int 1\n", "\u{FEFF}a: 1\n", "a: 1\r\n", "a: 1\r",
    "\u{FEFF}---\na: 1\n",
  ])
  func readsOneDocument(text: String) throws {
    #expect(try parse(text).flat == "{a: 1}")
  }

  @Test(arguments: ["", "# only\n# comments", "\n\n", "\u{FEFF}", " "])
  func refusesEmptyTexts(text: String) {
    #expect(failure(text)?.reason == .empty)
  }

  @Test(arguments: [
    ("a: 1\n---\nb: 2\n", 2), ("---\n---\n", 2), ("a\n...\n---\nb\n", 3), ("--- {}\n--- {}", 2),
  ])
  func refusesSeveralDocuments(text: String, line: Int) {
    #expect(failure(text) == YAMLError(.severalDocuments, at: Mark(line: line, column: 1)))
  }

  @Test func anEmptyDocumentIsNull() throws {
    #expect(try parse("---\n").scalar?.value == .null)
  }

  @Test(arguments: [
    ("a: [1\nb: 2\n", Mark(line: 2, column: 2)),
    ("a:\n\tb: 1\n", Mark(line: 2, column: 1)),
    ("a: 'open\n", Mark(line: 2, column: 1)),
    ("a: b: c\n", Mark(line: 1, column: 5)),
    ("é: @x\n", Mark(line: 1, column: 4)),
    ("a: 1\n b: 2\n", Mark(line: 2, column: 3)),
    ("a: 1\n]", Mark(line: 2, column: 1)),
    ("%YAML 2.0\n--- a\n", Mark(line: 1, column: 1)),
  ])
  func syntaxErrorsCarryTheirPlace(text: String, mark: Mark) throws {
    let error = try #require(failure(text))
    #expect(error.mark == mark)
    guard case .syntax(let problem, _, _) = error.reason else {
      Issue.record("\(error)")
      return
    }
    #expect(!problem.isEmpty)
  }

  @Test func syntaxErrorsCarryTheWordsOfLibyaml() {
    #expect(
      failure("a:\n\tb: 1\n")?.reason
        == .syntax(
          problem: "found character that cannot start any token",
          context: "while scanning for the next token", opened: Mark(line: 2, column: 1)))
  }

  @Test(arguments: [
    ([0x61, 0x3A, 0x20, 0xFF], Mark(line: 1, column: 4)),
    ([0x0A, 0xC3, 0xA9, 0xC3], Mark(line: 2, column: 2)),
    ([0x0D, 0x0A, 0x0D, 0xED, 0xA0, 0x80], Mark(line: 3, column: 1)),
    ([0xC0, 0x80], Mark(line: 1, column: 1)),
    ([0xFF, 0xFE, 0x61, 0x00], Mark(line: 1, column: 1)),
    ([0xFE, 0xFF, 0x00, 0x61], Mark(line: 1, column: 1)),
    ([0xEF, 0xBB, 0xBF, 0x61, 0x80], Mark(line: 1, column: 2)),
  ])
  func refusesBytesThatAreNotUTF8(bytes: [UInt8], mark: Mark) {
    #expect(failure(bytes) == YAMLError(.notUTF8, at: mark))
  }

  @Test(arguments: [
    ("a: \0", UInt32(0), Mark(line: 1, column: 4)), ("\n\u{1B}[0m", 0x1B, Mark(line: 2, column: 1)),
    ("é\u{7F}", 0x7F, Mark(line: 1, column: 2)), ("a\u{FEFF}", 0xFEFF, Mark(line: 1, column: 2)),
    ("\u{FFFE}", 0xFFFE, Mark(line: 1, column: 1)), ("\u{9B}", 0x9B, Mark(line: 1, column: 1)),
  ])
  func refusesControlCharacters(text: String, code: UInt32, mark: Mark) {
    #expect(failure(text) == YAMLError(.controlCharacter(code), at: mark))
  }

  @Test func refusesUTF16WithoutByteOrderMark() {
    #expect(
      failure([0x61, 0, 0x3A, 0])
        == YAMLError(.controlCharacter(0), at: Mark(line: 1, column: 2)))
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func takesNoSuchBreakAfterABackslash(character: String) throws {
    let error = failure("a: 'x\\\(character)'\nb: \"x\\\(character)y\"\n")
    #expect(error?.mark.line == 2)
    let plain = try parse("a: 'x\\\(character)'\nb: x\\\(character)y\n")
    #expect(plain["a"]?.scalar?.text == "x\\\(character)")
    #expect(plain["b"]?.scalar?.text == "x\\\(character)y")
  }

  @Test func lineSeparatorsOfYAML11AreOrdinaryCharacters() throws {
    let root = try parse("a: \"x \u{2028} y\" # \u{85}\nb: p\u{2029}q\u{85}\nc: '\u{2028}'\nd: !\n")
    #expect(root["a"]?.scalar?.text == "x \u{2028} y")
    #expect(root["b"]?.scalar?.text == "p\u{2029}q\u{85}")
    #expect(root["c"]?.scalar?.text == "\u{2028}")
    #expect(root["d"]?.mark == Mark(line: 4, column: 4))
  }
}
