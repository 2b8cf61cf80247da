import TestSupport
import Testing

@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct FileSurveyTests {
  private static let chunk = 1 << 20

  /// Lengths of lines with their line feeds, and of a torn one, around the edges of what is read at once.
  @Test(
    arguments: [
      ([], 0), ([], 5), ([1], 0), ([1, 1], 3), ([7], 9), ([chunk], 0), ([chunk - 1, 1], 2),
      ([chunk + 1, 3], 0), ([5, chunk - 5, 6], chunk), ([5, 2 * chunk], 3), ([5, 6], 2 * chunk),
      ([3, 4, chunk - 7, 1, 1], 0),
    ] as [([Int], Int)])
  func findsTheWholeLines(lines: [Int], torn: Int) throws {
    let directory = try TemporaryDirectory()
    let text = lines.map { Array(repeating: UInt8(ascii: "a"), count: $0 - 1) + [0x0A] }.joined()
    let path = try directory.write(
      "file", Array(text) + Array(repeating: UInt8(ascii: "b"), count: torn))
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let survey = try FileSurvey(descriptor)
    #expect(survey.lines == lines.count)
    #expect(survey.wholeEnd == lines.reduce(0, +))
    #expect(survey.size == survey.wholeEnd + torn)
    #expect(survey.firstEnd == (lines.first ?? 1) - 1)
    #expect(survey.lastStart == lines.dropLast().reduce(0, +))
  }
}
