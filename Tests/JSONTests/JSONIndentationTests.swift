import JSON
import Testing

@Suite struct JSONIndentationTests {
  private func indented(_ value: String, margin: Int = 0) -> String {
    JSONIndentation.text(of: Array(value.utf8).span, margin: margin)
  }

  @Test(arguments: [
    "1", "-1.50e+3", "null", #""a,b:{\"c\\""#, "{}", "[]",
    "[\n  []\n]", "{\n  \"a\": {}\n}",
    """
    {
      "id": 12345678901234567890,
      "a,b:[\\"{": [
        1.10,
        true,
        {},
        [
          "\\\\"
        ]
      ],
      "id": ""
    }
    """,
  ]) func laysOutWhatIsReadTheSame(layout: String) {
    let compact = JSONValidator.compacted(Array(layout.utf8).span)
    #expect(indented(String(decoding: compact, as: UTF8.self)) == layout)
    #expect(indented(layout) == layout)
  }

  @Test func dropsWhiteSpaceBetweenTokens() {
    #expect(indented(" { \r\n\t} ") == "{}")
    #expect(indented("[ 1 ,\n2 ] ") == "[\n  1,\n  2\n]")
  }

  @Test func keepsTheMargin() {
    #expect(indented("[1,[2]]", margin: 3) == "[\n     1,\n     [\n       2\n     ]\n   ]")
  }
}
