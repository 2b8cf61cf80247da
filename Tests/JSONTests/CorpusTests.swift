import JSON
import Testing

/// The corpus in `fixtures/json`, through the validator and the scanner.
struct CorpusTests {
  private static let reasons: [String: JSONError.Reason] = [
    "unterminatedString": .unterminatedString, "expectedValue": .expectedValue,
    "expectedKey": .expectedKey, "expectedColon": .expectedColon,
    "expectedCommaOrBrace": .expectedCommaOrBrace,
    "expectedCommaOrBracket": .expectedCommaOrBracket, "expectedEnd": .expectedEnd,
    "badNumber": .badNumber, "badEscape": .badEscape, "controlCharacter": .controlCharacter,
    "notUTF8": .notUTF8,
  ]

  @Test func corpusIsThere() throws {
    var count = 0
    for corpus in ["accept", "reject", "either"].flatMap(Corpus.files) {
      count += try corpus.cases().count
    }
    #expect(count > 500)
    let rejected = Set(Corpus.files(in: "reject").map(\.reason))
    #expect(rejected == Set(Self.reasons.keys))
  }

  @Test(arguments: Corpus.files(in: "accept"))
  func accepts(_ corpus: Corpus) throws {
    for entry in try corpus.cases() {
      #expect(firstError(entry.bytes) == nil, "\(entry.place)")
    }
  }

  /// Every accepted text is found again, byte for byte but for the white space around it, where it
  /// stands as a member and as an element, and it stays valid when compacted.
  @Test(arguments: Corpus.files(in: "accept"))
  func findsAcceptedTextInsideOthers(_ corpus: Corpus) throws {
    for entry in try corpus.cases() {
      let event = Array("{\"a\":[0,".utf8) + entry.bytes + Array("],\"b\":".utf8) + entry.bytes
      let whole = event + [UInt8(ascii: "}")]
      let found = try ranges([["a", 1], ["a", -1], ["b"], ["a", 2]], in: whole)
      let trimmed = trim(entry.bytes)
      for range in found[..<3] {
        #expect(range.map { Array(whole[$0]) } == trimmed, "\(entry.place)")
      }
      #expect(found[3] == nil, "\(entry.place)")
      let compacted = compact(entry.bytes)
      #expect(firstError(compacted) == nil, "\(entry.place)")
      #expect(compact(compacted) == compacted, "\(entry.place)")
    }
  }

  @Test(arguments: Corpus.files(in: "reject"))
  func rejects(_ corpus: Corpus) throws {
    let reason = try #require(Self.reasons[corpus.reason])
    for entry in try corpus.cases() {
      let error = firstError(entry.bytes)
      #expect(error?.reason == reason, "\(entry.place)")
      #expect((0...entry.bytes.count).contains(error?.offset ?? -1), "\(entry.place)")
    }
  }

  /// What RFC 8259 leaves open must have one outcome, whatever is looked up.
  @Test(arguments: Corpus.files(in: "either"))
  func decidesWhatIsLeftOpen(_ corpus: Corpus) throws {
    for entry in try corpus.cases() {
      let alone = firstError(entry.bytes)
      let event = Array("{\"a\":".utf8) + entry.bytes + Array("}".utf8)
      let inside = firstError(event)
      #expect((alone == nil) == (inside == nil), "\(entry.place)")
      #expect((0...entry.bytes.count).contains(alone?.offset ?? 0), "\(entry.place)")
      if corpus.file != "either/encodings.txt" { #expect(alone == nil, "\(entry.place)") }
    }
  }

  private func trim(_ bytes: [UInt8]) -> [UInt8] {
    Array(
      bytes.drop(while: \.isJSONWhitespace).reversed().drop(while: \.isJSONWhitespace).reversed())
  }
}
