import TestSupport
import Testing
import Threads

@testable import Pipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct LineSampleTests {
  /// The lines that are read of a text, with their numbers, and why no more were.
  private func read(
    _ text: String, _ count: Int, limit: Int = 100
  ) throws -> (String, LineSample.End) {
    let directory = try TemporaryDirectory()
    let descriptor = open(try directory.write("lines", text), O_RDONLY)
    defer { close(descriptor) }
    return read(descriptor, count, limit: limit)
  }

  private func read(_ descriptor: CInt, _ count: Int, limit: Int) -> (String, LineSample.End) {
    var lines = ""
    let end = LineSample(descriptor, lineLimit: limit).read(count) { line, number in
      lines += "\(number)=\(line.map { String(decoding: $0, as: UTF8.self) } ?? "too long");"
    }
    return (lines, end)
  }

  @Test(arguments: [
    ("", 9, ""), ("a\nb", 9, "1=a;2=b;"), ("a\nb\nc\n", 2, "1=a;2=b;"),
    ("\n a\r\n \t\r\nb\n", 2, "2= a\r;4=b;"), ("\u{FEFF}a\n", 1, "1=a;"), ("a\n", 0, ""),
  ])
  func takesTheFirstLinesThatAreNotBlank(_ text: String, _ count: Int, _ lines: String) throws {
    let result = try read(text, count)
    #expect(result.0 == lines)
    #expect(result.1 == (count == 9 ? .endOfInput : .enough))
  }

  @Test func goesOnBehindALineThatIsTooLong() throws {
    #expect(try read("\u{FEFF}abc\nd\n", 9, limit: 3) == ("1=abc;2=d;", .endOfInput))
    #expect(try read("a\nabcd\n", 9, limit: 3) == ("1=a;2=too long;", .endOfInput))
    #expect(try read("abcdefghi\na", 9, limit: 3) == ("1=too long;2=a;", .endOfInput))
  }

  @Test func saysWhenItCannotRead() throws {
    let descriptor = open("/", O_RDONLY)
    defer { close(descriptor) }
    #expect(read(descriptor, 1, limit: 1) == ("", .failed(EISDIR)))
  }

  /// Another process that shares the input has made it so.
  @Test func waitsForInputThatDoesNotBlock() throws {
    var ends: [CInt] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let target = ends[1]
    let writer = try Thread {
      write(target, "a\nb", 3)
      close(target)
    }
    #expect(read(ends[0], 9, limit: 9) == ("1=a;2=b;", .endOfInput))
    writer.join()
  }
}
