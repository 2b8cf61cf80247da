import Testing
import YAML

@Suite struct JSONTextTests {
  @Test func readsCompactJSON() throws {
    let root = try parse(#"{"a":-1,"b":[true,null,1E5],"c":{"d":"http://x","e":""},"f":[],"g":{}}"#)
    #expect(
      root.flat
        == #"{a: -1, b: [true, null, 1E5], c: {d: "http://x", e: ""}, f: [], g: {}}"#)
  }

  @Test(arguments: [
    "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2,\n\t\t\"x\"\n\t]\n}\n",
    "\t{\"a\":1,\"b\":[2,\"x\"]}\t\n\t\n",
    "\n\t\t{\r\n\t\"a\"\t:\t1\t,\t\"b\"\t:\t[\t2\t,\t\"x\"\t]\t}\r\n\t",
  ])
  func readsJSONIndentedWithTabs(text: String) throws {
    #expect(try parse(text).flat == "{a: 1, b: [2, \"x\"]}")
  }

  @Test func readsEveryEscapeOfJSON() throws {
    #expect(
      try parse(#"["\"\\\/\b\f\n\r\t\u00e9\u0000"]"#).elements.first?.scalar?.text
        == "\"\\/\u{8}\u{C}\n\r\t\u{e9}\0")
  }

  @Test func readsSurrogatePairs() throws {
    let root = try parse(
      #"{"\ud83d\ude00":"a\uD83D\uDE00\\\ud834\udd1e","b":[1]}"#)
    #expect(root.pairs.first?.key.scalar?.text == "😀")
    #expect(root["😀"]?.scalar == Scalar(text: "a😀\\𝄞", value: .string))
    #expect(root["b"]?.mark == Mark(line: 1, column: 51))
    #expect(try parse(#""\udbff\udfff\ud800\udc00""#).scalar?.text == "\u{10FFFF}\u{10000}")
  }

  @Test func leavesSurrogatePairsAloneOutsideDoubleQuotes() throws {
    let root = try parse(
      #"""
      a: \ud83d\uDE00 # \ud83d\ude00
      b: '\\ud83d\ude00 \ud83d\ude00'
      c: |-
        \ud83d\ude00
      d: "\\ud83d \\\\ud83d\\ude00"
      """#)
    #expect(root["a"]?.scalar?.text == #"\ud83d\uDE00"#)
    #expect(root["b"]?.scalar?.text == #"\\ud83d\ude00 \ud83d\ude00"#)
    #expect(root["c"]?.scalar?.text == #"\ud83d\ude00"#)
    #expect(root["d"]?.scalar?.text == #"\ud83d \\ud83d\ude00"#)
  }

  @Test func keepsPrivateUseCharactersBesideSurrogatePairs() throws {
    let text = "[\"\u{100000}\\U00100001\\ud83d\\ude00\u{100002}\", \u{100003}ud83d\u{100003}ude00]"
    #expect(
      try parse(text).elements.map(\.scalar?.text) == [
        "\u{100000}\u{100001}😀\u{100002}", "\u{100003}ud83d\u{100003}ude00",
      ])
  }

  @Test(arguments: [#"["\ud83d"]"#, #"["\ude00"]"#, #"["\ud83dx"]"#, #"["\ud83d\ud83d"]"#])
  func refusesLoneSurrogates(text: String) {
    #expect(
      failure(text)
        == YAMLError(
          .syntax(
            problem: "found invalid Unicode character escape code",
            context: "while parsing a quoted scalar", opened: Mark(line: 1, column: 2)),
          at: Mark(line: 1, column: 5)))
  }

  @Test func refusesTextAfterJSON() {
    #expect(failure("{} {}") != nil)
    #expect(failure("{\"a\": 1}}") != nil)
  }

  @Test func takesKeysUpTo1024Characters() throws {
    let longest = "\"" + String(repeating: "k", count: 1022) + "\""
    #expect(try parse("{\(longest):1}").pairs.count == 1)
    #expect(failure("{\"kkk\(longest.dropFirst()):1}") != nil)
  }
}
