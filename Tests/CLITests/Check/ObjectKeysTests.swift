import JSON
import Testing

@testable import CLI

struct ObjectKeysTests {
  @Test(arguments: [
    ("{}", []),
    ("{ }", []),
    (#"{"a":1}"#, ["a"]),
    (#"{"a" : {"b":[{"c":1},"d"]}, "e":"f,\"g\":1", "h":[[],{}],"a":2}"#, ["a", "e", "h"]),
    (#"{"\u0061\"":"\\","":null}"#, ["a\"", ""]),
  ])
  func listsTheKeysOfTheObjectItself(_ object: String, _ keys: [String]) {
    #expect(ObjectKeys.list(Array(object.utf8)[...]) == keys)
  }

  @Test(
    arguments: [
      ([], "."), ([.member(Array("a".utf8)), .element(-1)], "a[-1]"),
      ([.element(0), .member(Array("b-c".utf8))], "[0].b-c"),
      ([.either(Array("7".utf8), 7), .member(Array("a.b".utf8))], #"7["a.b"]"#),
    ] as [([PathStep], String)])
  func pathsReadAsInALookup(_ path: [PathStep], _ text: String) {
    #expect(PathText.text(path) == text)
  }
}
