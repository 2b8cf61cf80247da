import JSON
import TestSupport
import Testing

struct ObjectScannerTests {
  private func outcome(_ text: String) throws(JSONError) -> ObjectScanner.Outcome {
    var scanner = ObjectScanner(PathTree([]))
    return try scanner.scan(Array(text.utf8).span)
  }

  @Test func tellsWhatTheTextIs() throws {
    #expect(try outcome(" [1] ") == .other(.array))
    #expect(try outcome(#""a""#) == .other(.string))
    #expect(try outcome("-1") == .other(.number))
    #expect(try outcome("true") == .other(.boolean))
    #expect(try outcome("false") == .other(.boolean))
    #expect(try outcome(" null\r") == .other(.null))
  }

  @Test(
    arguments: [
      ("{}", 0, nil), (" { \t} ", 1, nil), (#"{"a":1}"#, 0, 6),
      (#" {"a" : [1] , "b":{} } "#, 1, 20),
      (#"{"a":1  }"#, 0, 6), (#"{"a":{"b":1}}"#, 0, 12),
    ] as [(String, Int, Int?)])
  func tellsTheShapeOfTheObject(_ text: String, _ start: Int, _ lastMemberEnd: Int?) throws {
    guard case .object(let shape) = try outcome(text) else {
      Issue.record("\(text) is no object")
      return
    }
    #expect(shape.start == start)
    #expect(shape.lastMemberEnd == lastMemberEnd)
  }

  /// Each path, what it looks into, and what it finds there.
  @Test(
    arguments: [
      (["a"], #"{"a":1}"#, "1"),
      (["b"], #"{"a":1}"#, nil),
      (["a", "b"], #"{"a":{"b":{"c":1}}}"#, #"{"c":1}"#),
      (["a", "b", "c"], #"{"a":{"b":{"c":1}}}"#, "1"),
      (["a", "b"], #"{"b":1,"a":{"c":{"b":2}}}"#, nil),
      (["a"], #"{"x":{"a":1},"y":[{"a":2}]}"#, nil),
      (["a"], #"{"b":"a","c":["a"]}"#, nil),
      (["a", "b"], #"{"a":"b"}"#, nil),
      (["a", "b"], #"{"a":[{"b":1}]}"#, nil),
      (["a"], #"{"aa":1,"":2,"A":3}"#, nil),
      ([""], #"{"a":1,"":2}"#, "2"),
      (["", ""], #"{"":{"":2}}"#, "2"),
      (["a"], #"{"a":null}"#, "null"),
      ([], #"{"a":1}"#, #"{"a":1}"#),
      ([], " [1, 2]\t", "[1, 2]"),
      ([], " 12 ", "12"),
      (["a"], #"["a"]"#, nil),
      ([0], "[7]", nil),
    ] as [(Path, String, String?)])
  func findsMembers(_ path: Path, _ text: String, _ found: String?) throws {
    #expect(try value(path, in: text) == found)
  }

  @Test(
    arguments: [
      (["a"], #"{"a":1,"a":2}"#, "2"),
      (["a"], #"{"a":1,"b":0,"a":{},"c":0}"#, "{}"),
      (["a", "b"], #"{"a":{"b":1},"a":{"b":2}}"#, "2"),
      (["a", "b"], #"{"a":{"b":1,"b":2}}"#, "2"),
      (["a", "b"], #"{"a":{"b":1},"a":{"c":2}}"#, nil),
      (["a", "b"], #"{"a":{"b":1},"a":3}"#, nil),
      (["a", "b"], #"{"a":{"b":1},"a":[{"b":2}]}"#, nil),
      (["a", "b"], #"{"a":{"b":1},"a":{}}"#, nil),
      (["a", 0], #"{"a":[1],"a":[]}"#, nil),
      (["a", 0], #"{"a":[1],"a":{"0":2}}"#, nil),
      (["a", -1], #"{"a":[1],"a":[2,3]}"#, "3"),
      (["a", .dotted(0)], #"{"a":[1],"a":{"0":2}}"#, "2"),
      (["a", .dotted(0)], #"{"a":{"0":2},"a":[1]}"#, "1"),
      (["a", .dotted(0)], #"{"a":{"0":2},"a":[]}"#, nil),
      (["a"], #"{"a":1,"\u0061":2}"#, "2"),
      (["a"], #"{"\u0061":1,"a":2}"#, "2"),
      (["a", 0, "b"], #"{"a":[{"b":1}],"a":[{"b":2,"b":3},{"b":4}]}"#, "3"),
    ] as [(Path, String, String?)])
  func takesTheLastOfDuplicates(_ path: Path, _ text: String, _ found: String?) throws {
    #expect(try value(path, in: text) == found)
  }

  @Test(arguments: [
    ("user", #"{"us\u0065r":1}"#), ("user", #"{"\u0075\u0073\u0065\u0072":1}"#),
    ("\"", #"{"\"":1}"#), ("\\", #"{"\\":1}"#), ("/", #"{"\/":1}"#), ("\n", #"{"\n":1}"#),
    ("\u{0}", #"{"\u0000":1}"#), ("é", #"{"\u00E9":1}"#), ("é", #"{"é":1}"#),
    ("😀", #"{"\ud83D\uDe00":1}"#), ("😀", #"{"😀":1}"#), ("a\u{0}b", #"{"a\u0000b":1}"#),
  ])
  func comparesNamesUnescaped(_ name: String, _ text: String) throws {
    #expect(try value([.member(Array(name.utf8))], in: text) == "1")
    #expect(try value(["no", .member(Array(name.utf8))], in: "{\"no\":\(text)}") == "1")
  }

  @Test(arguments: [#"{"us\\u0065r":1}"#, #"{"\u0055ser":1}"#, #"{"user\u0000":1}"#, #"{"use":1}"#])
  func tellsNamesApart(_ text: String) throws {
    #expect(try value(["user"], in: text) == nil)
  }

  @Test(arguments: [
    (0, "10"), (1, "11"), (2, "12"), (3, nil), (-1, "12"), (-2, "11"), (-3, "10"), (-4, nil),
    (Int.max, nil), (Int.min, nil),
  ])
  func countsElementsFromEitherEnd(_ index: Int, _ found: String?) throws {
    let text = #"{"a":[10 , 11, 12 ]}"#
    #expect(try value(["a", .element(index)], in: text) == found)
    #expect(try value(["a", .dotted(index)], in: text) == found)
    #expect(try value(["a", .element(index)], in: #"{"a":[ ]}"#) == nil)
    #expect(try value(["a", .element(index)], in: #"{"a":{"0":1,"-1":2}}"#) == nil)
  }

  @Test(
    arguments: [
      ([0, 1], "4"), ([-1, -1], "7"), ([-1, 0], "6"), ([-2, -1], "[5]"), ([0, -1, -1], "5"),
      ([-2, 2, 0], "5"), ([-3, 0], nil), ([-1, -3], nil),
    ] as [(Path, String?)])
  func countsInsideNestedArrays(_ path: Path, _ found: String?) throws {
    let text = #"{"a":[ [3,4,[5]] , [6,7] ]}"#
    #expect(try value(["a"] + path, in: text) == found)
  }

  @Test func oneElementIsFirstAndLast() throws {
    #expect(
      try values(
        ["a", 0], ["a", -1], ["a", 0, "b"], ["a", -1, "c"], in: #"{"a":[{"b":1,"c":2}]}"#)
        == [#"{"b":1,"c":2}"#, #"{"b":1,"c":2}"#, "1", "2"])
  }

  @Test func dottedNumberIsElementOrMember() throws {
    let path: Path = ["a", .dotted(1), .dotted(0), "b"]
    #expect(try value(path, in: #"{"a":[0,[{"b":1}]]}"#) == "1")
    #expect(try value(path, in: #"{"a":{"1":[{"b":2}]}}"#) == "2")
    #expect(try value(path, in: #"{"a":[0,{"0":{"b":3}}]}"#) == "3")
    #expect(try value(path, in: #"{"a":{"1":{"0":{"b":4}}}}"#) == "4")
    #expect(try value(path, in: #"{"a":{"1":{"0":[]}}}"#) == nil)
    #expect(try value(["a", .dotted(-1)], in: #"{"a":{"-1":5}}"#) == "5")
  }

  @Test func findsManyAtOnce() throws {
    let text = #"{ "id" : 7, "user":{"mail":"x","tags":["p","q"]} ,"total" :1.10 }"#
    #expect(
      try values(
        ["user", "tags", 1], ["id"], ["user"], ["none"], ["total"], ["user", "mail"], ["id"],
        in: text)
        == [#""q""#, "7", #"{"mail":"x","tags":["p","q"]}"#, nil, "1.10", #""x""#, "7"])
  }

  @Test func rangesHoldNoWhiteSpace() throws {
    let space = " \t\r\n"
    let text =
      "\(space){\(space)\"a\"\(space):\(space)[\(space)1\(space),\(space){\(space)}\(space)"
      + "]\(space),\(space)\"b\"\(space):\(space)\"x y\"\(space)}\(space)"
    #expect(try values(["a", 0], ["a", -1], ["b"], in: text) == ["1", "{\(space)}", "\"x y\""])
    let whole = try #require(try value([], in: text))
    #expect(whole.hasPrefix("{") && whole.hasSuffix("}"))
  }

  @Test func forgetsTheScanBefore() throws {
    let tree = PathTree([["a", "b"], ["c"]])
    var scanner = ObjectScanner(tree)
    _ = try scanner.scan(Array(#"{"a":{"b":1},"c":2}"#.utf8).span)
    #expect(scanner.value(of: tree.lookups[0]) == 10..<11)
    _ = try scanner.scan(Array(#"{"c":3}"#.utf8).span)
    #expect(scanner.value(of: tree.lookups[0]) == nil)
    #expect(scanner.value(of: tree.lookups[1]) == 5..<6)
    _ = try? scanner.scan(Array("".utf8).span)
    #expect(scanner.value(of: tree.lookups[1]) == nil)
  }

  @Test func errorsDoNotDependOnThePaths() throws {
    let paths: [Path] = [
      [], ["a"], ["a", 0], ["a", -1], ["a", -1, -1], ["a", "b"], ["a", .dotted(0), "b"],
    ]
    for corpus in Corpus.files(in: "reject") {
      for entry in try corpus.cases() {
        for (open, close) in [("{\"a\":", "}"), ("{\"a\":[", "]}"), ("{\"a\":[[],{\"b\":", "}]}")] {
          let whole = Array(open.utf8) + entry.bytes + Array(close.utf8)
          let expected = firstError(whole)
          do throws(JSONError) {
            _ = try ranges(paths, in: whole)
            #expect(expected == nil, "\(entry.place)")
          } catch {
            #expect(error == expected, "\(entry.place)")
          }
        }
      }
    }
  }

  /// What stood where in the texts before is only a guess.
  @Test func findsTheSameWhateverWasScannedBefore() throws {
    let names = [
      "a", "id", "b", "name7890123", "name78901234", "name789012345", "name7890123456", "é", "a b",
      "\\u0061", "", "idd", "i",
    ]
    let paths: [Path] = [["a"], ["id", "a"], ["name789012345"], ["é"], [""], ["id"]]
    let tree = PathTree(paths)
    var scanner = ObjectScanner(tree)
    var generator = SeededGenerator(seed: 15)
    for round in 0..<3000 {
      let members = (0..<Int.random(in: 0...20, using: &generator)).map { number in
        let name = names.randomElement(using: &generator) ?? ""
        let colon = [":", ":", ":", " :", ": "].randomElement(using: &generator) ?? ":"
        let value = number.isMultiple(of: 3) ? #"{"a":\#(number),"id":[]}"# : "\(number)"
        return "\"\(name)\"\(colon)\(value)"
      }
      let text = Array("{\(members.joined(separator: ","))}".utf8)
      _ = try scanner.scan(text.span)
      let fresh = try ranges(paths, in: text)
      for (lookup, expected) in zip(tree.lookups, fresh) where scanner.value(of: lookup) != expected
      {
        Issue.record("round \(round): \(JSONTests.text(text))")
      }
      let cut = Array(text.prefix(Int.random(in: 0..<text.count, using: &generator)))
      #expect(throws: firstError(cut).map { $0 } ?? JSONError(.expectedEnd, at: 0)) {
        _ = try scanner.scan(cut.span)
      }
    }
  }
}
