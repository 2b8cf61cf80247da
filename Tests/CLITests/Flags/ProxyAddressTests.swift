import Testing

@testable import CLI

struct ProxyAddressTests {
  @Test(arguments: [
    ("proxy", "proxy"), ("proxy:3128", "proxy:3128"), ("http://u:p@proxy:3128/", "proxy:3128"),
    ("SOCKS5H://[::1]:1080", "[::1]:1080"), ("u%2F:p%40%23@10.0.0.1:8", "10.0.0.1:8"),
    ("https://u:@proxy", "proxy"), ("socks://proxy:1080/", "proxy:1080"),
    ("u:p%7F%zz%2@proxy", "proxy"), ("u%40x:p%20%3F@proxy", "proxy"), ("@proxy", "proxy"),
  ])
  func takes(text: String, server: String) throws {
    #expect(try ProxyAddress(text).server == server)
  }

  @Test(arguments: [
    "", "http://", "foo:bar:baz", "proxy:0", "proxy:65536", "proxy:x", "ftp://proxy",
    "http://u:p/w@proxy:1", "http://u:p#w@proxy:1", "http://u:p?w@proxy:1", "http://u:p w@proxy:1",
    "http://u:p\r@proxy:1", "proxy:3128\r", "http://proxy:1/path", "http://u:p@", "u:p@:1",
    "http://[::1", "http://proxy:1?x",
    "http://a@b@proxy", "u:p@w@proxy:1", "u:p%0Aw@proxy", "u:p%00@proxy", "u%1f:p@proxy",
    "http://u:p@proxy%0A:1",
  ])
  func refuses(text: String) {
    #expect(throws: ProxyAddress.Malformed.self) { try ProxyAddress(text) }
  }
}
