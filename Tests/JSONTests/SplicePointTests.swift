import JSON
import Testing

struct SplicePointTests {
  /// Puts `value` under `name` into the object `text`, as the pipeline does with a result.
  private func splice(_ text: String, _ name: String, _ value: String) throws -> String {
    let bytes = Array(text.utf8)
    let tree = PathTree([[.member(Array(name.utf8))]])
    var scanner = ObjectScanner(tree)
    guard case .object(let shape) = try scanner.scan(bytes.span) else { return "no object" }
    let quoted = JSONString.quoted(name)
    var output = ByteBuffer()
    let point = SplicePoint(in: shape, replacing: scanner.value(of: tree.lookups[0]))
    point.splice(bytes.span, name: quoted.span, into: &output) {
      $0.append(contentsOf: value.utf8)
    }
    #expect(firstError(Array(output)) == nil)
    #expect(try JSONTests.value([.member(Array(name.utf8))], in: JSONTests.text(output)) == value)
    return JSONTests.text(output)
  }

  @Test(arguments: [
    ("{}", #"{"s":9}"#),
    ("{ }", #"{"s":9 }"#),
    (" {\t\r\n } ", " {\"s\":9\t\r\n } "),
    (#"{"a":1}"#, #"{"a":1,"s":9}"#),
    (#"{"a":1 }"#, #"{"a":1,"s":9 }"#),
    (#"{"a":{}}"#, #"{"a":{},"s":9}"#),
    (#"{"a":{"s":1}}"#, #"{"a":{"s":1},"s":9}"#),
    (#"{"a":[{"s":1}] , "b":"}" }"#, #"{"a":[{"s":1}] , "b":"}","s":9 }"#),
  ])
  func addsOrReplaces(_ text: String, _ spliced: String) throws {
    #expect(try splice(text, "s", "9") == spliced)
  }

  @Test(arguments: [
    (#"{"s":1}"#, #"{"s":9}"#),
    (#"{ "s" : null , "b":2}"#, #"{ "s" : 9 , "b":2}"#),
    (#"{"a":1,"s":{"x":[1]},"b":2}"#, #"{"a":1,"s":9,"b":2}"#),
    (#"{"a":1,"s": "}" }"#, #"{"a":1,"s": 9 }"#),
    (#"{"s":1,"a":0,"s":2,"b":0}"#, #"{"s":1,"a":0,"s":9,"b":0}"#),
    (#"{"\u0073":1}"#, #"{"\u0073":9}"#),
  ])
  func replacesTheLastOfThatName(_ text: String, _ spliced: String) throws {
    #expect(try splice(text, "s", "9") == spliced)
  }

  @Test func escapesTheName() throws {
    #expect(try splice("{}", "a\"b\\\n", "9") == #"{"a\"b\\\n":9}"#)
    #expect(try splice(#"{"a\u0022b\\\n":1}"#, "a\"b\\\n", "9") == #"{"a\u0022b\\\n":9}"#)
    #expect(try splice(#"{"x":1}"#, "", "9") == #"{"x":1,"":9}"#)
    #expect(try splice(#"{"x":1}"#, "é😀", "9") == #"{"x":1,"é😀":9}"#)
  }

  @Test func keepsAllOtherBytes() throws {
    let text = "\t{ \"big\" : 12345678901234567890 ,\"e\": 1.0E+2, \"u\":\"\\u00e9\\/\" } \t\r"
    #expect(
      try splice(text, "s", "[]")
        == "\t{ \"big\" : 12345678901234567890 ,\"e\": 1.0E+2, \"u\":\"\\u00e9\\/\",\"s\":[] } \t\r"
    )
  }

  @Test func canBeRepeated() throws {
    var event = #"{"id":1}"#
    for round in 0..<5 { event = try splice(event, "s", #"{"n":\#(round)}"#) }
    #expect(event == #"{"id":1,"s":{"n":4}}"#)
  }

  @Test func appendsBehindWhatIsThere() throws {
    let text = Array(#"{"a":1}"#.utf8)
    var scanner = ObjectScanner(PathTree([]))
    guard case .object(let shape) = try scanner.scan(text.span) else { return }
    var output = ByteBuffer("first\n".utf8)
    SplicePoint(in: shape, replacing: nil)
      .splice(text.span, name: Array(#""b""#.utf8).span, into: &output) { $0.append("2") }
    #expect(JSONTests.text(output) == "first\n{\"a\":1,\"b\":2}")
  }
}
