import Testing

@testable import Segment

struct SecretMaskTests {
  private func hidden(_ text: String, key: String) -> String {
    SecretMask(writeKey: key).hiding(text)
  }

  @Test(arguments: [
    ("nothing here", "nothing here"), ("", ""),
    ("sk_live/12=34", "***"), ("a sk_live/12=34, sk_live/12=34!", "a ***, ***!"),
    ("key=sk_live%2F12%3D34&x", "key=***&x"),
    ("Authorization: Basic c2tfbGl2ZS8xMj0zNDo=", "Authorization: Basic ***"),
    ("sk_live/12=3", "sk_live/12=3"), ("ssk_live/12=344", "s***4"),
  ])
  func hidesEveryFormOfTheKey(text: String, expected: String) {
    #expect(hidden(text, key: "sk_live/12=34") == expected)
  }

  @Test(arguments: [
    (#"{"key":"a\"b\\c/d~?"}"#, #"{"key":"***"}"#), (#"{"key":"a\"b\\c\/d~?"}"#, #"{"key":"***"}"#),
    (#"a"b\c/d~? is no key"#, "*** is no key"),
    (#"["Basic YSJiXGMvZH4/Og=="]"#, #"["Basic ***"]"#),
    (#"["Basic YSJiXGMvZH4\/Og=="]"#, #"["Basic ***"]"#),
  ])
  func hidesTheKeyAsJSONSpellsIt(text: String, expected: String) {
    #expect(hidden(text, key: #"a"b\c/d~?"#) == expected)
  }

  @Test func leavesTextAloneThatAShortKeyIsPartOf() {
    #expect(hidden("success", key: "s") == "success")
    #expect(hidden("Basic czo=", key: "s") == "Basic ***")
  }
}
