import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory whose last byte is followed by a page that may not be touched: a read beyond the end of a
/// text that is put at its end stops the test run.
private struct GuardedPage: ~Copyable {
  struct Failure: Error { let errno: Int32 }

  private let start: UnsafeMutableRawPointer
  private let pageSize: Int

  init() throws {
    pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    let flags = MAP_PRIVATE | MAP_ANON
    guard let start = mmap(nil, 2 * pageSize, PROT_READ | PROT_WRITE, flags, -1, 0),
      start != MAP_FAILED, mprotect(start + pageSize, pageSize, PROT_NONE) == 0
    else { throw Failure(errno: errno) }
    self.start = start
  }

  deinit { munmap(start, 2 * pageSize) }

  /// Calls `body` with a copy of `text` that ends where the guard begins.
  func withCopy<R>(of text: some Collection<UInt8>, _ body: (Span<UInt8>) -> R) -> R {
    let place = UnsafeMutableRawBufferPointer(
      start: start + (pageSize - text.count), count: text.count)
    place.copyBytes(from: text)
    return body(UnsafeBufferPointer(place.assumingMemoryBound(to: UInt8.self)).span)
  }
}

struct ReadBoundsTests {
  private static let documents: [[UInt8]] = [
    Array(
      #" { "id" : 7 , "user" : { "us\u0065r" : "\ud83d\ude00 é€😀" , "n" : [ null , true ] } } "#
        .utf8),
    Array(#"[-0.5e+10,{"a":[{},[],"",false]},"sixteen bytes here",1E-2,"\"\\\/\b\f\n\r\t"]"#.utf8),
    Array(
      #"{"items":[{"sku":"a"},{"sku":"b"}],"items":[[1,[2]],[3,[4,5]]],"\u0000":"\u0000"}"#.utf8),
    Array("\"漢字かな交じり文 and \u{7F} text\"".utf8),
    [0x22, 0xF0, 0x9F, 0x98, 0x22, 0xE2, 0x82, 0x22, 0xC3, 0x5C, 0x75, 0x30],
  ]

  private static let paths: [Path] = [
    [], ["user", "user"], ["user", "n", 0], ["user", "n", -1], ["items", .dotted(1), 1, -1],
    ["items", -1, "sku"], ["a", 0],
  ]

  @Test(arguments: documents)
  func readsNoByteBeyondAPrefix(_ document: [UInt8]) throws {
    let page = try GuardedPage()
    let tree = PathTree(Self.paths)
    var scanner = ObjectScanner(tree)
    for start in 0..<min(document.count, 12) {
      for end in start...document.count {
        let part = document[start..<end]
        let validated = page.withCopy(of: part) { JSONValidator.firstError(in: $0) }
        let scanned = page.withCopy(of: part) { error(of: &scanner, scanning: $0) }
        #expect(validated == scanned)
        #expect((0...part.count).contains(validated?.offset ?? 0))
        page.withCopy(of: part) { useEverythingElse($0) }
      }
    }
  }

  @Test func readsNoByteBeyondTheCorpus() throws {
    let page = try GuardedPage()
    for corpus in ["accept", "reject", "either"].flatMap(Corpus.files) {
      for entry in try corpus.cases() {
        for end in 0...entry.bytes.count {
          let part = Array(entry.bytes[..<end])
          let guarded = page.withCopy(of: part) { JSONValidator.firstError(in: $0) }
          #expect(guarded == firstError(part), "\(entry.place)")
        }
      }
    }
  }

  private func error(
    of scanner: inout ObjectScanner, scanning text: Span<UInt8>
  ) -> JSONError? {
    do throws(JSONError) {
      _ = try scanner.scan(text)
      return nil
    } catch {
      return error
    }
  }

  /// What takes text that need not be valid JSON, or not even UTF-8.
  private func useEverythingElse(_ text: Span<UInt8>) {
    var output = ByteBuffer()
    JSONString.escape(text, into: &output)
    let isValid = UTF8Sequence.isValid(output.span)
    #expect(isValid)
    for offset in 0...text.count {
      let value = JSONValidator.value(at: offset, in: text)
      #expect((value?.upperBound ?? 0) <= text.count)
    }
    JSONString.unescape(text, into: &output)
    JSONValidator.compact(text, into: &output)
    #expect(TextPosition(of: text.count + 1, in: text) == TextPosition(of: text.count, in: text))
  }
}
