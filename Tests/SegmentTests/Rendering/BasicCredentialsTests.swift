import Segment
import Testing

@Suite struct BasicCredentialsTests {
  /// The expected text is what `printf '%s:' KEY | base64` prints.
  @Test(arguments: [
    ("", "Og=="), ("k", "azo="), ("ab", "YWI6"), ("key:with:colons", "a2V5OndpdGg6Y29sb25zOg=="),
    ("schlüssel", "c2NobMO8c3NlbDo="), ("a\r\nb", "YQ0KYjo="),
  ]) func areTheKeyAsUserNameAndNoPassword(key: String, expected: String) {
    #expect(BasicCredentials.text(writeKey: key) == expected)
  }
}
