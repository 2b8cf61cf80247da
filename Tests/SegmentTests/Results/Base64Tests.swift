import JSON
import Testing

@testable import Segment

struct Base64Tests {
  /// Test vectors of RFC 4648, section 10, and the last digits of the alphabet.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{7FF}\u{7FE}", "37/fvg=="),
    ("~~~???>", "fn5+Pz8/Pg=="),
  ])
  func encodes(text: String, expected: String) {
    var output = ByteBuffer()
    Base64.append(Array(text.utf8).span, to: &output)
    #expect(String(output) == expected)
  }
}
