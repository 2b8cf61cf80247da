/// Segment's limits on a call.
///
/// Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
public enum CallLimits {
  /// The most bytes in the body of one call (32 KB).
  public static let callBytes = 32 * 1024
  /// The most characters in a message id.
  public static let messageIDCharacters = 100
}
