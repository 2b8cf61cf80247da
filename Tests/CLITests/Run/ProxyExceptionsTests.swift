import Testing

@testable import CLI

/// What libcurl 7.88 makes of the same pairs: each was tried with curl.
struct ProxyExceptionsTests {
  @Test(arguments: [
    ("*", "a.example"), ("*", "127.0.0.1"), ("a.example", "a.example"), ("A.Example", "a.eXample"),
    ("example", "a.example"), (".example", "a.example"), (".a.example", "a.example"),
    ("example.", "a.example"), ("example", "a.example."), ("x,,example ", "a.example"),
    ("x\texample", "a.example"), ("x example", "a.example"), ("127.0.0.1", "127.0.0.1"),
    ("127.0.0.0/8", "127.9.8.7"), ("127.0.0.1/32", "127.0.0.1"), ("10.1.2.0/23", "10.1.3.9"),
    ("127.0.0.1/0", "127.0.0.1"), ("::1", "[::1]"), ("FE80::1", "[fe80::1]"),
  ])
  func hold(text: String, host: String) {
    #expect(ProxyExceptions(text).hold(host))
  }

  @Test(arguments: [
    ("", "a.example"), ("*,x", "a.example"), ("*.example", "a.example"), ("..example", "a.example"),
    (".", "a.example"), ("ample", "a.example"), ("b.example", "a.example"),
    ("a.example:443", "a.example"), ("0.1", "127.0.0.1"), (".0.0.1", "127.0.0.1"),
    (".127.0.0.1", "127.0.0.1"), ("127.0.0.0/8", "128.0.0.1"), ("127.0.0.0/33", "127.0.0.0"),
    ("10.1.2.0/23", "10.1.4.0"), ("127.0.0.0/-8", "127.0.0.1"), ("0.0.0.0/0", "127.0.0.1"),
    ("::1", "127.0.0.1"), ("[::1]", "[::1]"), ("0:0::1", "[::1]"), ("fe80::/10", "[fe80::1]"),
    ("127.0.0.0/8", "a.example"),
  ])
  func doNotHold(text: String, host: String) {
    #expect(!ProxyExceptions(text).hold(host))
  }
}
