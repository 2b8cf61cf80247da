import JSON
import Testing

@testable import Segment

struct MessageIDSourceTests {
  @Test func makesRandomUUIDs() {
    var source = MessageIDSource()
    var seen: Set<String> = []
    var digits: [Set<Character>] = Array(repeating: [], count: UUIDText.length)
    for _ in 0..<2000 {
      var output = ByteBuffer("x".utf8)
      source.append(to: &output)
      let id = String(String(output).dropFirst())
      #expect(
        id.wholeMatch(
          of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
      seen.insert(id)
      for (index, digit) in id.enumerated() { digits[index].insert(digit) }
    }
    #expect(seen.count == 2000)
    let kinds = digits.map(\.count)
    #expect(kinds.filter { $0 == 16 }.count == 30)
    #expect(kinds[14] == 1)
    #expect(kinds[19] == 4)
  }

  @Test func differsFromSourceToSource() {
    var outputs: Set<[UInt8]> = []
    for _ in 0..<50 {
      var source = MessageIDSource()
      var output = ByteBuffer()
      source.append(to: &output)
      outputs.insert(Array(output))
    }
    #expect(outputs.count == 50)
  }
}
