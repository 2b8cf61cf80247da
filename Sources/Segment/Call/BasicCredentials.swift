/// What stands behind `Basic` in the `Authorization` header (RFC 7617): the write key as user name,
/// and an empty password.
public enum BasicCredentials {
  /// The credentials of a write key; as secret as the key itself.
  public static func text(writeKey: String) -> String {
    var text: [UInt8] = []
    Base64.append(Array("\(writeKey):".utf8).span, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
