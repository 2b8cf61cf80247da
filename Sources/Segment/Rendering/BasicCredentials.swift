import JSON

/// What stands behind `Basic` in the `Authorization` header (RFC 7617): the write key as user name,
/// and an empty password.
public enum BasicCredentials {
  /// The credentials of a write key; as secret as the key itself.
  public static func text(writeKey: String) -> String {
    text(pair: Array("\(writeKey):".utf8))
  }

  /// The credentials of a user name and a password with a colon between them.
  static func text(pair: [UInt8]) -> String {
    var text = ByteBuffer()
    Base64.append(pair.span, to: &text)
    return String(text)
  }
}
