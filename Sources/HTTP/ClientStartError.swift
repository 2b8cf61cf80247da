/// Why there is no HTTP client.
public enum ClientStartError: Error, Equatable, Sendable {
  /// libcurl has no memory for a handle.
  case outOfMemory
  /// libcurl takes one of the URLs for none.
  case badURL
  /// libcurl did not take an option.
  case option(OptionRefused)
}

/// libcurl did not take an option. A transfer is not made without it: with a proxy that was not
/// taken, the call would go out past it.
public struct OptionRefused: Error, Equatable, Sendable {
  /// Its name, such as `CURLOPT_PROXY`.
  public let option: String
  /// Why, in libcurl's words.
  public let reason: String
}
