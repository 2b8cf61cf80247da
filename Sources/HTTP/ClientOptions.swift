/// How all requests of a client are made.
public struct ClientOptions: Sendable {
  /// The name of a header, and what it says.
  public typealias Header = (name: String, value: String?)

  /// Which proxy requests go through.
  public enum Proxy: Equatable, Sendable {
    /// This one, as curl's `--proxy` takes it.
    case url(String)
    /// None, whatever the environment says.
    case none
  }

  /// The URLs that requests are made to; a request names one by its index.
  public var urls: [String]
  /// Headers of every request, beside those that libcurl makes: `Host`, `Accept` and
  /// `Content-Length`. The proxy on the way to a `https:` server does not see them.
  ///
  /// Credentials and `User-Agent` are among them too, for what libcurl makes of options of its own
  /// it formats anew for each request, twice and byte by byte (as of 7.88: a seventh of the
  /// instructions of a call).
  ///
  /// Without a value, a header of libcurl's own is left out. One whose value is empty is sent so.
  public var headers: [Header]
  /// Headers of the request by which a proxy is asked to connect to a `https:` server.
  public var connectHeaders: [Header] = []
  /// The name of a header that carries the number of earlier attempts, from the second attempt on.
  public var retryHeader: String?
  /// The most transfers at once, from 1.
  public var concurrency: Int
  /// Milliseconds that one transfer may take, whatever it waits for.
  public var timeoutMilliseconds: Int
  /// The most bytes of a response's body that are kept; what follows is not read.
  public var responseLimit = 1 << 20
  /// Which proxy to use.
  public var proxy = Proxy.none
  /// A file of certificates of trusted authorities, PEM, instead of the system's; also for a proxy
  /// over TLS.
  public var authorityFile: String?
  /// A directory of such certificates, as `openssl rehash` makes it.
  public var authorityDirectory: String?

  /// Makes options with no proxy or authorities of their own.
  public init(
    urls: [String], headers: [Header], retryHeader: String?,
    concurrency: Int, timeoutMilliseconds: Int
  ) {
    self.urls = urls
    self.headers = headers
    self.retryHeader = retryHeader
    self.concurrency = concurrency
    self.timeoutMilliseconds = timeoutMilliseconds
  }
}
