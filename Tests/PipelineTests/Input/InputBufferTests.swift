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

@Suite(.timeLimit(.minutes(5))) struct InputBufferTests {
  /// Reads one write after the other through a pipe, then its end: the lines, and how it ended.
  private func split(_ pieces: String..., limit: Int = 1000) throws -> [String] {
    try split(pieces, limit: limit)
  }

  private func split(_ pieces: [String], limit: Int) throws -> [String] {
    let pipe = try Pipe()
    var buffer = InputBuffer(limit: limit)
    var lines: [String] = []
    for piece in pieces {
      try pipe.write(piece)
      #expect(buffer.read(from: pipe.readEnd).isSome)
      try takeLines(&buffer, &lines)
    }
    pipe.closeWriteEnd()
    #expect(buffer.read(from: pipe.readEnd) == .end)
    if let line = text(buffer, buffer.lastLine()) { lines.append(line) }
    #expect(buffer.lastLine() == .incomplete)
    #expect(buffer.restCount == 0)
    return lines
  }

  private func takeLines(_ buffer: inout InputBuffer, _ lines: inout [String]) throws {
    while let line = text(buffer, buffer.nextLine()) { lines.append(line) }
  }

  /// A line that is too long is shown as its beginning and its length.
  private func text(_ buffer: InputBuffer, _ found: InputBuffer.Found) -> String? {
    switch found {
    case .line(let range): String(decoding: buffer.bytes[range], as: UTF8.self)
    case .long(let line): "\(String(decoding: line.start, as: UTF8.self)):\(line.length)"
    case .incomplete: nil
    }
  }

  @Test func splitsAtLineFeeds() throws {
    #expect(try split("a\nbc\n\nd\n") == ["a", "bc", "", "d"])
    #expect(try split() == [])
    #expect(try split("\n") == [""])
  }

  @Test func joinsLinesAcrossReads() throws {
    #expect(try split("a", "b\nc", "\n", "d", "e", "f\n") == ["ab", "c", "def"])
  }

  @Test func keepsCarriageReturns() throws {
    #expect(try split("a\r\nb\rc\r\n") == ["a\r", "b\rc\r"])
  }

  @Test func keepsALastLineWithoutLineFeed() throws {
    #expect(try split("a\nb") == ["a", "b"])
    #expect(try split("b\r") == ["b\r"])
  }

  @Test func passesOverAByteOrderMark() throws {
    #expect(try split("\u{FEFF}a\nb\n") == ["a", "b"])
    #expect(try split("\u{FEFF}a") == ["a"])
    #expect(try split("\u{FEFF}") == [])
    #expect(try split("\u{FEFF}\n\u{FEFF}b\n") == ["", "\u{FEFF}b"])
    #expect(try split("\u{FEFF}\u{FEFF}a\n") == ["\u{FEFF}a"])
  }

  @Test func passesOverAByteOrderMarkOnlyAtTheVeryStart() throws {
    #expect(try split("\n", "\u{FEFF}a\n") == ["", "\u{FEFF}a"])
    #expect(try split("1\n", "\u{FEFF}a\n") == ["1", "\u{FEFF}a"])
    #expect(try split("12\n", "\u{FEFF}a\n") == ["12", "\u{FEFF}a"])
  }

  @Test func passesOverAByteOrderMarkInPieces() throws {
    let pipe = try Pipe()
    var buffer = InputBuffer(limit: 10)
    var lines: [String] = []
    for byte: UInt8 in [0xEF, 0xBB, 0xBF, UInt8(ascii: "a"), 0x0A] {
      var byte = byte
      #expect(write(pipe.writeEnd, &byte, 1) == 1)
      #expect(buffer.read(from: pipe.readEnd).isSome)
      try takeLines(&buffer, &lines)
    }
    #expect(lines == ["a"])
  }

  @Test(arguments: ["12345\n", "12345", "1\n12345\n", "12345\n12345"])
  func takesLinesUpToTheLimit(input: String) throws {
    let expected = input.split(separator: "\n").map(String.init)
    #expect(try split(input, limit: 5) == expected)
  }

  @Test(arguments: [
    (["123456\n"], ["123456:6"]), (["123456"], ["123456:6"]),
    (["1\n123456\n2\n"], ["1", "123456:6", "2"]),
    (["12345\r\n"], ["12345\r:6"]), (["123456", "789\n1\n"], ["123456789:9", "1"]),
    (["123456", "789", "\n"], ["123456789:9"]), (["123456", "78"], ["12345678:8"]),
    // White space before it does not count for the beginning, and alone it is a blank line.
    (["      ", "  12", "34\n\n"], ["1234:12", ""]), (["        ", "  \n1\n"], ["", "1"]),
    (["         "], [""]),
  ])
  func passesOverLongerLines(pieces: [String], lines: [String]) throws {
    #expect(try split(pieces, limit: 5) == lines)
  }

  @Test func keepsTheBeginningOfALongLineAlone() throws {
    let line = String(repeating: "x", count: 700_000)
    let pipe = try Pipe()
    let writing = try Thread { try? pipe.write(line + line + "\n1\n") }
    var buffer = InputBuffer(limit: 100)
    var lines: [String] = []
    while lines.count < 2 {
      #expect(buffer.read(from: pipe.readEnd).isSome)
      #expect(buffer.bytes.count < 700_000)
      try takeLines(&buffer, &lines)
    }
    writing.join()
    #expect(lines == ["\(line.prefix(256)):1400000", "1"])
  }

  @Test func growsForLongLinesAndShrinksAgain() throws {
    let directory = try TemporaryDirectory()
    let long = String(repeating: "x", count: 5_000_000)
    let input = "short\n\(long)\n" + String(repeating: "y\n", count: 200_000) + "\(long)"
    let file = open(try directory.write("in", input), O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    var buffer = InputBuffer(limit: 64 << 20)
    var counts: [Int] = []
    var sizes: [Int] = []
    while buffer.read(from: file).isSome {
      sizes.append(buffer.bytes.count)
      while case .line(let range) = buffer.nextLine() { counts.append(range.count) }
    }
    let rest = buffer.lastLine()
    #expect(counts.prefix(2) == [5, 5_000_000])
    #expect(counts.dropFirst(2).allSatisfy { $0 == 1 })
    #expect(counts.count == 200_002)
    if case .line(let range) = rest {
      #expect(range.count == 5_000_000)
    } else {
      Issue.record("no last line")
    }
    #expect((5_000_000..<16_000_000).contains(sizes.max() ?? 0))
  }

  @Test func givesTheRoomForALongLineBack() throws {
    let pipe = try Pipe()
    let writing = try Thread {
      try? pipe.write(String(repeating: "x", count: 3_000_000) + "\n")
    }
    var buffer = InputBuffer(limit: 64 << 20)
    let size = buffer.bytes.count
    while buffer.nextLine() == .incomplete { #expect(buffer.read(from: pipe.readEnd).isSome) }
    writing.join()
    #expect(buffer.bytes.count > size)
    try pipe.write("a\n")
    #expect(buffer.read(from: pipe.readEnd).isSome)
    #expect(buffer.nextLine() == .line(0..<1))
    #expect(buffer.bytes.count == size)
  }

  @Test func reportsWhatTheSystemSays() throws {
    var buffer = InputBuffer(limit: 5)
    let directory = open("/", O_RDONLY | O_CLOEXEC)
    defer { close(directory) }
    #expect(buffer.read(from: directory) == .failed(EISDIR))
    #expect(buffer.read(from: -1) == .failed(EBADF))
  }
}

extension InputBuffer.ReadResult {
  /// Whether bytes came.
  fileprivate var isSome: Bool { if case .some = self { true } else { false } }
}
