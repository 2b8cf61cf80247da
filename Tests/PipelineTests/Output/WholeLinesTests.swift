import Testing

@testable import Pipeline

@Suite struct WholeLinesTests {
  /// The ends of the pieces of lines that are so long, line feeds counted.
  private func ends(_ lengths: [Int], _ lines: WholeLines) -> [Int] {
    var lines = lines
    let bytes = lengths.flatMap { Array(repeating: UInt8(ascii: "x"), count: $0 - 1) + [0x0A] }
    var ends: [Int] = []
    while (ends.last ?? 0) < bytes.count {
      let start = ends.last ?? 0
      ends.append(lines.endOfPiece(of: bytes.span, from: start))
      lines.wrote(ends[ends.count - 1] - start)
    }
    return ends
  }

  @Test func fillsAPipeWithWholeLines() {
    #expect(ends([40, 40, 40, 40, 40], WholeLines(pipe: 100)) == [80, 160, 200])
    #expect(ends([50, 50, 50], WholeLines(pipe: 100)) == [100, 150])
    #expect(ends([100], WholeLines(pipe: 100)) == [100])
  }

  @Test func writesALongLineByItself() {
    #expect(ends([40, 300, 40, 40, 40], WholeLines(pipe: 100)) == [40, 340, 420, 460])
    #expect(ends([300], WholeLines(pages: 100, from: 0)) == [300])
  }

  @Test func putsALineAcrossPagesIntoAPieceOfItsOwn() {
    #expect(
      ends([40, 40, 40, 40, 40, 40], WholeLines(pages: 100, from: 0)) == [80, 120, 200, 240])
    #expect(ends([50, 50, 50, 50, 50], WholeLines(pages: 100, from: 0)) == [100, 200, 250])
  }

  @Test func countsFromWhereTheFileStands() {
    #expect(ends([40, 40, 40], WholeLines(pages: 100, from: 250)) == [40, 80, 120])
    #expect(ends([40, 40, 40], WholeLines(pages: 100, from: 300)) == [80, 120])
    // What the system says of a file that cannot tell.
    #expect(ends([40, 40, 40], WholeLines(pages: 100, from: -1)) == [80, 120])
  }

  @Test func writesMuchAtOnceIntoAFile() {
    let lengths = Array(repeating: 1000, count: 200)
    #expect(ends(lengths, WholeLines(pages: 4096, from: 0)) == [200_000])
    #expect(ends(lengths, WholeLines(pipe: 4096)).count == 50)
  }

  @Test func writesAllAtOnceWhereNothingIsKnown() {
    #expect(ends([40, 4000, 40_000], WholeLines()) == [44_040])
  }
}
