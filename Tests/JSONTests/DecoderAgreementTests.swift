import JSON
import TestSupport
import Testing

/// Foundation's decoder and the validator must accept the same texts, but for known differences.
struct DecoderAgreementTests {
  private static let seeds = [
    #"{"id":7,"u\u0065":{"é":[1.10,-0.5e+10,true]}}"#,
    #" [ "\ud83d\ude00\n", null , {"a":{},"b":[]}, 1E-2, 0 ] "#,
    #"{"x":"\"\\\/","y":false,"z":"😀 text"}"#,
    #"[[[]],{"k":{"k":[0,-1,"",{"k":12345678901234567890}]}}]"#,
  ]

  @Test(arguments: 0..<4)
  func agreeOnMutations(_ part: Int) throws {
    var random = SeededGenerator(seed: UInt64(part))
    var accepted = 0
    for round in 0..<5000 {
      var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, using: &random) }
      let valid = firstError(bytes) == nil
      if valid { accepted += 1 }
      if valid != (DecodedValue(bytes) != nil),
        DecoderDifference.known(bytes, accepted: valid) == nil
      {
        Issue.record("only one accepts \(bytes): \(text(bytes)), the validator: \(valid)")
      }
    }
    #expect(accepted > 400)
  }

  @Test func agreeOnTheCorpus() throws {
    for corpus in ["accept", "reject", "either"].flatMap(Corpus.files) {
      for entry in try corpus.cases() {
        let valid = firstError(entry.bytes) == nil
        if valid != (DecodedValue(entry.bytes) != nil),
          DecoderDifference.known(entry.bytes, accepted: valid) == nil
        {
          Issue.record("only one accepts \(entry.place), the validator: \(valid)")
        }
      }
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    let place = Int.random(in: 0..<max(bytes.count, 1), using: &random)
    let syntax = Array(#"{}[]:,"\/ue01-+.E tn"#.utf8) + [0x00, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xED]
    let byte = syntax.randomElement(using: &random) ?? 0
    guard place < bytes.count else { return bytes.append(byte) }
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = byte
    case 2: bytes.insert(byte, at: place)
    case 3: bytes.remove(at: place)
    case 4: bytes.swapAt(place, Int.random(in: bytes.indices, using: &random))
    case 5: bytes.removeSubrange(place..<min(place + 4, bytes.count))
    default: bytes.insert(contentsOf: bytes[place..<min(place + 6, bytes.count)], at: place)
    }
  }
}
