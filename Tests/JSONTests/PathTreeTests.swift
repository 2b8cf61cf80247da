import JSON
import Testing

struct PathTreeTests {
  @Test func hasOneLookupForEachPath() throws {
    let tree = PathTree([["a"], [], ["a", "b"], ["a"]])
    #expect(tree.lookups.count == 4)
    var scanner = ObjectScanner(tree)
    let text = Array(#"{"a":{"b":1}}"#.utf8)
    _ = try scanner.scan(text.span)
    #expect(tree.lookups.map { scanner.value(of: $0) } == [5..<12, 0..<13, 10..<11, 5..<12])
    #expect(PathTree([]).lookups.isEmpty)
  }

  @Test func orderOfPathsMakesNoDifference() throws {
    let text = #"{"a":{"b":{"c":[5,6]},"d":7},"e":[[8],9]}"#
    let paths: [Path] = [
      ["e", 0, 0], ["a", "b", "c", -1], ["a"], ["e"], ["a", "d"], ["a", "b", "c", 0], ["e", -1],
      ["a", "b"], ["e", -1, 0], ["e", .dotted(0), -1],
    ]
    let expected = try paths.map { try value($0, in: text) }
    #expect(expected.compactMap(\.self).count == 9)
    for shift in paths.indices {
      let order = Array(paths[shift...] + paths[..<shift])
      let together = try ranges(order, in: Array(text.utf8))
      let alone = try order.map { try ranges([$0], in: Array(text.utf8))[0] }
      #expect(together == alone)
    }
  }

  /// A subtree is cleared when its name comes again: no other subtree may be.
  @Test func clearsOnlyTheSubtreeOfADuplicate() throws {
    let text = #"{"a":{"x":1},"b":{"x":2},"c":{"x":3},"b":4}"#
    #expect(
      try values(["a", "x"], ["b", "x"], ["c", "x"], ["b"], in: text) == ["1", nil, "3", "4"])
  }

  @Test func manyNamesInOneObject() throws {
    let names = (0..<300).map { "k\($0 * 7919 % 1000)" }
    let text = "{" + names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    let found = try ranges(names.map { [.member(Array($0.utf8))] }, in: Array(text.utf8))
    let bytes = Array(text.utf8)
    for (name, range) in zip(names, found) {
      #expect(range.map { JSONTests.text(bytes[$0]) } == "\"\(name)\"")
    }
  }

  @Test func longNamesAreCompared() throws {
    let name = String(repeating: "n", count: 5000)
    #expect(try value([.member(Array(name.utf8))], in: "{\"\(name)\":1}") == "1")
    #expect(try value([.member(Array(name.utf8))], in: "{\"\(name.dropLast())m\":1}") == nil)
  }

  @Test func asManyDottedNumbersAsAllowed() throws {
    let path = ["a"] + Path(repeating: .dotted(0), count: PathTree.eitherStepLimit)
    let text = #"{"a":[{"0":[{"0":[{"0":1}]}]}]}"#
    #expect(try value(path, in: text) == "1")
  }
}
