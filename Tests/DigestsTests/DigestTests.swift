import Digests
import Testing

struct DigestTests {
  /// Examples of NIST, FIPS 180-4.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
  ])
  func sha1(text: String, expected: String) {
    var digest = Digest(.sha1)
    for _ in 1...2 {
      let bytes = digest.digest(of: Array(text.utf8).span)
      #expect(String(decoding: Hexadecimal.text(of: bytes), as: UTF8.self) == expected)
    }
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func sha256(text: String, expected: String) {
    var digest = Digest(.sha256)
    let bytes = digest.digest(of: Array(text.utf8).span)
    #expect(String(decoding: Hexadecimal.text(of: bytes), as: UTF8.self) == expected)
  }
}

struct NameUUIDTests {
  /// RFC 9562, appendix A.4: `www.example.com` among domain names.
  @Test func isThatOfTheStandard() {
    let names: [UInt8] = [
      0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30,
      0xC8,
    ]
    var uuid = NameUUID(namespace: names)
    let text = uuid.text(of: Array("www.example.com".utf8).span)
    #expect(String(decoding: text, as: UTF8.self) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  }
}
