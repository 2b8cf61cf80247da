/// How all requests of a client are made.
public struct ClientOptions: Sendable {
  /// Which proxy requests go through.
  public enum Proxy: Equatable, Sendable {
    /// The one that curl's environment variables name, if any.
    case environment
    /// This one, as curl's `--proxy` takes it.
    case url(String)
    /// None, whatever the environment says.
    case none
  }

  /// The URLs that requests are made to; a request names one by its index.
  public var urls: [String]
  /// Headers of every request, beside those that libcurl makes.
  public var headers: [(name: String, value: String)] = []
  /// The value of the `User-Agent` header.
  public var userAgent: String
  /// The user name of basic authentication; the password is empty. A secret.
  public var userName: String
  /// The name of a header that carries the number of earlier attempts, from the second attempt on.
  public var retryHeader: String
  /// The most transfers at once, from 1.
  public var concurrency: Int
  /// Milliseconds that one transfer may take.
  public var timeoutMilliseconds: Int
  /// The most bytes of a response's body that are kept; what follows is not read.
  public var responseLimit = 1 << 20
  /// Which proxy to use.
  public var proxy = Proxy.environment
  /// A file of certificates of trusted authorities, PEM, instead of the system's.
  public var authorityFile: String?
  /// A directory of such certificates, as `openssl rehash` makes it.
  public var authorityDirectory: String?

  /// Makes options with no proxy or authorities of their own.
  public init(
    urls: [String], userAgent: String, userName: String, retryHeader: String, concurrency: Int,
    timeoutMilliseconds: Int
  ) {
    self.urls = urls
    self.userAgent = userAgent
    self.userName = userName
    self.retryHeader = retryHeader
    self.concurrency = concurrency
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}
