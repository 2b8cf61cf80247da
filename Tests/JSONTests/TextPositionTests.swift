import JSON
import Testing

struct TextPositionTests {
  private func position(_ offset: Int, _ text: String, firstLine: Int = 1) -> [Int] {
    let place = TextPosition(of: offset, in: Array(text.utf8).span, firstLine: firstLine)
    return [place.line, place.column]
  }

  @Test(arguments: [
    (0, "", [1, 1]), (0, "abc", [1, 1]), (2, "abc", [1, 3]), (3, "abc", [1, 4]),
    (4, "abc\nde", [2, 1]), (3, "abc\nde", [1, 4]), (6, "abc\nde", [2, 3]), (2, "\n\n", [3, 1]),
    (5, "é€x", [1, 3]), (6, "é€x", [1, 4]), (4, "😀x", [1, 2]), (3, "a\r\nb", [2, 1]),
    (99, "abc", [1, 4]), (-1, "abc", [1, 1]), (1, "\tx", [1, 2]),
  ])
  func countsLinesAndCharacters(_ offset: Int, _ text: String, _ expected: [Int]) {
    #expect(position(offset, text) == expected)
  }

  @Test func countsFromTheGivenLine() {
    #expect(position(2, "abc", firstLine: 10) == [10, 3])
    #expect(position(5, "abc\nde", firstLine: 10) == [11, 2])
  }

  @Test func showsWhereAnErrorStands() throws {
    let text = "{\n  \"é\": 01\n}"
    let error = try #require(firstError(text))
    #expect(position(error.offset, text) == [2, 8])
  }
}
