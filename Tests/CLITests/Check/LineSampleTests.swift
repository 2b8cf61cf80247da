import TestSupport
import Testing

@testable import CLI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct LineSampleTests {
  /// The lines that are read of a text, with their numbers, and why reading stopped early.
  private func read(_ text: String, _ count: Int, limit: Int = 100) throws -> (String, String?) {
    let directory = try TemporaryDirectory()
    let descriptor = open(try directory.write("lines", text), O_RDONLY)
    defer { close(descriptor) }
    var lines = ""
    let error = LineSample(descriptor, lineLimit: limit).read(count) { line, number in
      lines += "\(number)=\(String(decoding: line, as: UTF8.self));"
    }
    return (lines, error?.diagnostic.message)
  }

  @Test(arguments: [
    ("", 9, ""), ("a\nb", 9, "1=a;2=b;"), ("a\nb\nc\n", 2, "1=a;2=b;"),
    ("\n a\r\n \t\r\nb\n", 2, "2= a\r;4=b;"), ("\u{FEFF}a\n", 1, "1=a;"), ("a\n", 0, ""),
  ])
  func takesTheFirstLinesThatAreNotBlank(_ text: String, _ count: Int, _ lines: String) throws {
    #expect(try read(text, count) == (lines, nil))
  }

  @Test func stopsAtALineThatIsTooLong() throws {
    #expect(try read("\u{FEFF}abc\nd\n", 9, limit: 3) == ("1=abc;2=d;", nil))
    #expect(try read("a\nabcd\n", 9, limit: 3) == ("1=a;", "line 2 is longer than 3 bytes"))
    #expect(try read("abcdefghi", 9, limit: 3) == ("", "line 1 is longer than 3 bytes"))
  }

  @Test func saysWhenItCannotRead() throws {
    let descriptor = open("/", O_RDONLY)
    defer { close(descriptor) }
    let error = LineSample(descriptor, lineLimit: 1).read(1) { _, _ in }
    #expect(error?.diagnostic.message.hasPrefix("cannot read standard input: ") == true)
  }
}
