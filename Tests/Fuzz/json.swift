import JSON

// The scanner takes what Foundation's decoder takes, finds what that decodes, and what is spliced
// in stands at its key.

private let paths: [[PathStep]] = [
  ["segment"], ["id"], ["a"], ["user", "id"], ["items", 0], ["items", -1, "sku"],
  ["items", .dotted(0)], ["a", "b", 1],
]

/// Scans all inputs one after the other, and must find in each what a new one does.
nonisolated(unsafe) private var lasting = ObjectScanner(PathTree(paths))

/// The entry that libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = input(start, count)
  let tree = PathTree(paths)
  var scanner = ObjectScanner(tree)
  let outcome = try? scanner.scan(text.span)
  let decoded = DecodedValue(text)
  require((try? lasting.scan(text.span)) == outcome, "scanned before, it is something else")
  for lookup in tree.lookups where outcome != nil {
    require(lasting.value(of: lookup) == scanner.value(of: lookup), "scanned before, it differs")
  }
  require(
    (outcome == nil) == (decoded == nil)
      || DecoderDifference.known(text, accepted: outcome != nil) != nil,
    "scanned: \(outcome != nil), decoded: \(decoded != nil)")
  checkString(text)
  guard let outcome else { return 0 }
  let compacted = compact(text)
  require(firstError(compacted) == nil, "compacted, it is no JSON")
  require(compact(compacted) == compacted, "compacting twice differs")
  for (path, lookup) in zip(paths, tree.lookups) {
    let range = scanner.value(of: lookup)
    if let range {
      require(JSONValidator.value(at: range.lowerBound, in: text.span) == range, "\(path): range")
    }
    // Of two members with the same name, the decoder takes the first.
    guard let decoded, !DecoderDifference.repeatsAName(text) else { continue }
    // In brackets, for the decoder refuses some numbers that are a whole text.
    let found = range.map { DecodedValue([0x5B] + text[$0] + [0x5D]) }
    let expected = decoded.value(at: path[...]).map { DecodedValue.array([$0]) }
    require(found == .some(expected) || found == nil && expected == nil, "\(path): another value")
  }
  if case .object(let shape) = outcome {
    let place = SplicePoint(in: shape, replacing: scanner.value(of: tree.lookups[0]))
    checkSplice(place, text, tree, &scanner)
  }
  return 0
}

private func checkSplice(
  _ place: SplicePoint, _ text: [UInt8], _ tree: PathTree, _ scanner: inout ObjectScanner
) {
  let result = Array(#"{"success":true}"#.utf8)
  var before: [[UInt8]?] = []
  for lookup in tree.lookups { before.append(scanner.value(of: lookup).map { Array(text[$0]) }) }
  before[0] = result
  var buffer = ByteBuffer()
  place.splice(text.span, name: Array(#""segment""#.utf8).span, into: &buffer) {
    $0.append(contentsOf: result)
  }
  let spliced = Array(buffer)
  require((try? scanner.scan(spliced.span)) != nil, "spliced, it is no JSON: \(shown(spliced))")
  for (lookup, value) in zip(tree.lookups, before) {
    let found = scanner.value(of: lookup).map { Array(spliced[$0]) }
    require(found == value, "a splice changed another value: \(shown(spliced))")
  }
}

/// Any bytes become a string literal, which stands for them again if they are UTF-8.
private func checkString(_ text: [UInt8]) {
  let literal = JSONString.quoted(text.span)
  requireLine(literal, "a quoted text")
  let unescaped = JSONString.text(of: literal)
  if UTF8Sequence.isValid(text.span) { require(unescaped == text, "unescaping is no inverse") }
  require(
    UTF8Sequence.isValid(text.span) == (String(validating: text, as: UTF8.self) != nil), "UTF-8")
}

extension DecodedValue {
  /// The value at the end of a path, or nil.
  fileprivate func value(at path: ArraySlice<PathStep>) -> DecodedValue? {
    guard let step = path.first else { return self }
    return child(step)?.value(at: path.dropFirst())
  }

  private func child(_ step: PathStep) -> DecodedValue? {
    switch (self, step) {
    case (.object(let members), .member(let name)), (.object(let members), .either(let name, _)):
      return members[text(name)]
    case (.array(let elements), .element(let index)), (.array(let elements), .either(_, let index)):
      let place = index < 0 ? elements.count + index : index
      return elements.indices.contains(place) ? elements[place] : nil
    default: return nil
    }
  }
}
