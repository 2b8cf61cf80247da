import Digests
import Testing

struct DigestTests {
  /// The words of a digest in hexadecimal, as many digits as it has.
  private func digits(_ words: SIMD4<UInt64>, _ count: Int) -> String {
    let text = words.indices.map { index in
      let digits = String(words[index], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return String(text.joined().prefix(count))
  }

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
      digest.update(Array(text.utf8).span)
      let words = digest.finish()
      #expect(digits(words, 40) == expected)
      #expect(words.w == 0)
    }
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func sha256(text: String, expected: String) {
    var digest = Digest(.sha256)
    for piece in text.utf8 { digest.update([piece].span) }
    #expect(digits(digest.finish(), 64) == expected)
  }
}

struct NameUUIDTests {
  /// RFC 9562, appendix A.4: `www.example.com` among domain names.
  @Test func isThatOfTheStandard() {
    let names = UUIDBits(0x6BA7_B810_9DAD_11D1, 0x80B4_00C0_4FD4_30C8, version: 1)
    var uuids = NameUUID(namespace: names)
    let expected = UUIDBits(0x2ED6_657D_E927_568B, 0x95E1_2665_A8AE_A6A2, version: 5)
    #expect(uuids.uuid(of: Array("www.example.com".utf8).span) == expected)
  }

  @Test func sayVersionAndVariant() {
    let ones = UUIDBits(.max, .max, version: 4)
    #expect(ones.high == 0xFFFF_FFFF_FFFF_4FFF)
    #expect(ones.low == 0xBFFF_FFFF_FFFF_FFFF)
  }
}
