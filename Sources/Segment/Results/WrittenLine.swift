import JSON

/// Tells whether a line that a run wrote is a line of the input with its result.
public struct WrittenLine: Sendable {
  /// What a comparison came to.
  public enum Verdict: Equatable, Sendable {
    /// It is that line, with the result of a call, or of one that was only rendered.
    case same(isDry: Bool)
    /// It carries no result.
    case withoutResult
    /// It is another line.
    case other
    /// There is no telling, for only the beginning of the line of the input is there.
    case tooLong
  }

  private let outputKey: [UInt8]
  private let tree: PathTree

  private enum Place: Int, CaseIterable {
    case result, dryRun, raw, base64, length

    /// Its path below the member that holds the result.
    var path: [PathStep] {
      switch self {
      case .result: []
      case .dryRun: ResultShape.dryRun
      case .raw: ResultShape.raw
      case .base64: ResultShape.rawBase64
      case .length: ResultShape.length
      }
    }
  }

  /// - Parameter outputTo: the key of the result.
  public init(outputTo: String) {
    outputKey = JSONString.quoted(outputTo)
    let result = PathStep.member(Array(outputTo.utf8))
    tree = PathTree(Place.allCases.map { [result] + $0.path })
  }

  /// Compares them byte for byte, less the result. That of a line that is no JSON object holds the
  /// line itself.
  ///
  /// - Parameters:
  ///   - written: what was written, without its line feed.
  ///   - line: the line of the input, without its line feed, or its beginning: see `LongLine`.
  ///   - length: how many bytes the line has.
  public func compare(_ written: [UInt8], with line: [UInt8], length: Int) -> Verdict {
    var scanner = ObjectScanner(tree)
    guard case .object? = try? scanner.scan(written.span),
      let result = value(.result, scanner, written)
    else { return .withoutResult }
    let isDry = value(.dryRun, scanner, written).map { $0.elementsEqual("true".utf8) } ?? false
    let raw = value(.raw, scanner, written)
    let base64 = value(.base64, scanner, written)
    if let written = value(.length, scanner, written) {
      let isSame =
        written.elementsEqual("\(length)".utf8)
        && holds(raw: raw, base64: base64, Array(LongLine.start(of: line[...])))
      return isSame ? .same(isDry: false) : .other
    }
    guard line.count == length else { return .tooLong }
    let expected: Bool
    if case .object(let shape)? = try? scanner.scan(line.span) {
      expected = written == spliced(line, shape, result, scanner)
    } else {
      expected = holds(raw: raw, base64: base64, line)
    }
    return expected ? .same(isDry: isDry) : .other
  }

  private func value(
    _ place: Place, _ scanner: borrowing ObjectScanner, _ text: [UInt8]
  ) -> ArraySlice<UInt8>? {
    scanner.value(of: tree.lookups[place.rawValue]).map { text[$0] }
  }

  /// The line with that result, as a run writes it.
  private func spliced(
    _ line: [UInt8], _ shape: ObjectShape, _ result: ArraySlice<UInt8>,
    _ scanner: borrowing ObjectScanner
  ) -> [UInt8] {
    let existing = scanner.value(of: tree.lookups[Place.result.rawValue])
    var text = ByteBuffer()
    SplicePoint(in: shape, replacing: existing).splice(
      line.span, name: outputKey.span, into: &text
    ) { $0.append(contentsOf: result) }
    return Array(text)
  }

  /// Whether a result holds a line that is no JSON object.
  private func holds(
    raw: ArraySlice<UInt8>?, base64: ArraySlice<UInt8>?, _ line: [UInt8]
  ) -> Bool {
    if let base64 {
      var encoded = ByteBuffer()
      Base64.append(line.span, to: &encoded)
      return base64.dropFirst().dropLast().elementsEqual(Array(encoded))
    }
    guard let raw, raw.first == UInt8(ascii: "\"") else { return false }
    return JSONString.text(of: raw.span) == line
  }
}
