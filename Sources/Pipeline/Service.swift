import HTTP

/// Where calls go, and over what.
public struct Service: Sendable {
  /// A header of every call, beside the program's own or in place of one of them.
  public struct Header: Equatable, Sendable {
    /// Its name, in whatever case.
    public let name: String
    /// What it says; nil if a header of this name is to be left out.
    public let value: String?
    /// Whether what it says must not be shown.
    public let isSecret: Bool

    /// Makes a header.
    public init(name: String, value: String?, isSecret: Bool) {
      self.name = name
      self.value = value
      self.isSecret = isSecret
    }
  }

  /// The URL without its last part, the operation: `https://api.segment.io/v1`.
  public var baseURL: String
  /// The write key; a secret.
  public var writeKey: String
  /// Whether it is Segment itself, not another one that speaks its protocol; for messages.
  public var isSegment = true
  /// What authorises calls instead of the write key, which goes into their bodies then.
  public var token: AccessToken?
  /// Further headers.
  public var headers: [Header] = []
  /// Whether bodies are compressed.
  public var isCompressed = false
  /// Which proxy to use.
  public var proxy = ClientOptions.Proxy.none
  /// A file of certificates of trusted authorities instead of the system's.
  public var authorityFile: String?
  /// A directory of such certificates.
  public var authorityDirectory: String?

  /// Makes a service with the defaults.
  public init(baseURL: String, writeKey: String) {
    self.baseURL = baseURL
    self.writeKey = writeKey
  }

  /// Whether the URL goes on behind the host.
  var hasPath: Bool {
    let host = baseURL.firstRange(of: "://").map { baseURL[$0.upperBound...] } ?? baseURL[...]
    return host.contains("/")
  }

  /// User name and password of the proxy, as they stand in its URL; nil if it has none.
  var proxyCredentials: String? {
    guard case .url(let url) = proxy, let end = url.lastIndex(of: "@") else { return nil }
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    return start < end ? String(url[start..<end]) : nil
  }
}
