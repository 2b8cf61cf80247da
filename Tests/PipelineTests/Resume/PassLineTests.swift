import Testing

@testable import Pipeline

/// Lines that are passed over, in whatever pieces they come.
struct PassLineTests {
  @Test(
    arguments: [
      ("", []), ("\n", [true]), ("a\n \n\nb", [false, true, true, false]),
      ("\u{FEFF}\n\u{FEFF}\n", [true, false]), ("\u{FEFF}", []), ("a\r\n\r\n", [false, true]),
    ] as [(String, [Bool])])
  func tellsBlankLines(text: String, expected: [Bool]) throws {
    for size in 1...4 {
      let pipe = try Pipe()
      var buffer = InputBuffer(limit: 1)
      var found: [Bool] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        try pipe.write(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
        _ = buffer.read(from: pipe.readEnd)
        while let isBlank = buffer.passLine(isAtEnd: false) { found.append(isBlank) }
      }
      while let isBlank = buffer.passLine(isAtEnd: true) { found.append(isBlank) }
      #expect(found == expected, "in pieces of \(size)")
    }
  }
}
