import TestSupport
import Testing

@testable import Compression

struct GzipTests {
  private static let texts: [[UInt8]] = [
    [], [0], Array("{\"a\":1}".utf8), Array(repeating: 7, count: 300_000),
    (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
  ]

  @Test(arguments: [1, 6, 9] as [CInt]) func restoresWhatWasCompressed(level: CInt) throws {
    guard var some = GzipCompressor(level: level) else { throw SupportError("no memory") }
    for text in Self.texts {
      #expect(Gunzip.restore(some.compress(text.span), limit: text.count) == text)
    }
  }

  @Test func gunzipTakesIt() throws {
    let directory = try TemporaryDirectory()
    guard var some = GzipCompressor(level: 1) else { throw SupportError("no memory") }
    for text in Self.texts {
      try directory.write("text.gz", some.compress(text.span))
      let finished = try Command(
        Tool.path("gzip"), arguments: ["-dc", directory.path("text.gz")]
      ).run(stdin: "")
      #expect(finished.stdout == text)
    }
  }

  @Test func refusesWhatIsNone() throws {
    let whole = Compressed.gzip(Array("some text".utf8))
    #expect(Gunzip.restore(whole, limit: 9) == Array("some text".utf8))
    #expect(Gunzip.restore(whole, limit: 8) == nil)
    #expect(Gunzip.restore(whole.dropLast(), limit: 9) == nil)
    #expect(Gunzip.restore(whole + [0], limit: 9) == nil)
    #expect(Gunzip.restore(Array("{\"a\":1}".utf8), limit: 9) == nil)
    #expect(Gunzip.restore([], limit: 9) == nil)
    var wrong = whole
    wrong[15] ^= 1
    #expect(Gunzip.restore(wrong, limit: 9) == nil)
  }
}
