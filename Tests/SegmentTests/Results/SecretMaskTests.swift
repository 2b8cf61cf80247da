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

  @Test(arguments: [
    ("user:p%2Fw%zz", "***"), ("user:p/w%zz", "***"), ("at p%2Fw%zz!", "at ***!"),
    ("p/w%zz", "***"), ("Basic dXNlcjpwL3cleno=", "Basic ***"), ("user", "user"),
    ("http://other:x@host:1", "http://***@host:1"),
    ("http://a http://b@c", "http://a http://***@c"),
  ])
  func hidesTheCredentialsOfAProxy(text: String, expected: String) {
    let mask = SecretMask(writeKey: "sk_live/12=34", proxyCredentials: "user:p%2Fw%zz")
    #expect(mask.hiding(text) == expected)
  }

  @Test func hidesNoShortPasswordAlone() {
    let mask = SecretMask(writeKey: "sk_live/12=34", proxyCredentials: "me:abc")
    #expect(mask.hiding("abc me:abc bWU6YWJj") == "abc *** ***")
  }

  @Test func hidesAUserWithoutAPasswordAsBasicAuthenticationHasIt() {
    let mask = SecretMask(writeKey: "sk_live/12=34", proxyCredentials: "user")
    #expect(mask.hiding("dXNlcjo=") == "***")
  }
}
