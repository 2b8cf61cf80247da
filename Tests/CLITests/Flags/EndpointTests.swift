import CLI
import Testing

struct EndpointTests {
  @Test(arguments: [
    ("https://events.example.com/v1", "https://events.example.com/v1"),
    ("HTTPS://Events.example.com/V1///", "https://Events.example.com/V1"),
    ("https://example.com/", "https://example.com"),
    ("http://[::1]:8080/a//b/", "http://[::1]:8080/a//b"),
    ("https://bücher.example:443", "https://bücher.example:443"),
    ("https://a_b-c.example/%20x", "https://a_b-c.example/%20x"),
  ])
  func takes(url: String, text: String) throws {
    let endpoint = try Endpoint(url)
    #expect(endpoint.text == text)
    #expect(endpoint.isSecure == text.hasPrefix("https:"))
  }

  @Test(arguments: [
    ("", Endpoint.Fault.scheme), ("example.com", .scheme), ("ftp://example.com", .scheme),
    ("://example.com", .scheme), ("https:/example.com", .scheme), ("https://", .host),
    ("https:///v1", .host), ("https://:80", .host), ("https://[::1", .host),
    ("https://[]", .host), ("https://[::1]x", .host), ("https://[::g]", .host),
    ("https://a%2eb", .host), ("https://a,b", .host), ("https://a:", .port),
    ("https://a:0", .port), ("https://a:65536", .port), ("https://a:+1", .port),
    ("https://a:99999999999999999999", .port), ("https://a:1:2", .port),
    ("https://key:@a", .credentials), ("https://key@a/v1", .credentials),
    ("https://a/?x=1", .queryOrFragment), ("https://a#b", .queryOrFragment),
    ("https://a/v1/track", .operation), ("https://a/batch/", .operation),
    ("https://a/b c", .character), ("https://a\n", .character), ("https://a\\b", .character),
  ])
  func refuses(url: String, fault: Endpoint.Fault) {
    #expect(throws: fault) { try Endpoint(url) }
  }

  @Test(arguments: [
    "http://localhost", "http://LocalHost:80/x", "http://127.0.0.1:9", "http://127.255.0.9",
    "http://[::1]",
  ])
  func findsLoopback(url: String) throws {
    #expect(try Endpoint(url).isLoopback)
  }

  @Test(arguments: [
    "http://localhost.example.com", "http://127.0.0.1.example.com", "http://127.1", "http://127",
    "http://0127.0.0.1", "http://127.0.0.256", "http://127.0..1", "http://127.0.0.01",
    "http://[::2]", "http://10.0.0.1", "http://example.com/localhost", "http://127.0.0.1.",
  ])
  func takesNoOtherForLoopback(url: String) throws {
    #expect(try !Endpoint(url).isLoopback)
  }
}
