import HTTP
import Segment

/// Where calls go, and over what.
public struct Service: Sendable {
  /// The URL without its last part, the operation: `https://api.segment.io/v1`.
  public var baseURL: String
  /// The write key; a secret.
  public var writeKey: String
  /// The most calls at once, from 1.
  public var concurrency = 16
  /// How calls are gathered into batches.
  public struct Batching: Equatable, Sendable {
    /// The most events in a batch, within `BatchBody.messageLimits`.
    public var events: Int
    /// The longest that an event waits for its batch to fill.
    public var lingerMilliseconds: Int

    /// Makes a way of batching.
    public init(events: Int, lingerMilliseconds: Int) {
      self.events = events
      self.lingerMilliseconds = lingerMilliseconds
    }
  }

  /// How calls are gathered into batches; nil to send each by itself.
  public var batching: Batching?
  /// Calls started a second, at most; nil for no limit.
  public var rate: Double?
  /// For how many nanoseconds after its first start a call is tried again if another try may deliver
  /// it, whatever the config's `retries`; nil for no longer than those.
  public var retryForNanoseconds: Int?
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

  private static let contentType = (name: "Content-Type", value: "application/json")
  private static let userAgent = (
    name: "User-Agent", value: "\(Program.name)/\(Program.version)"
  )

  /// The headers of a call.
  private func headers(credentials: String) -> [(name: String, value: String)] {
    [(name: "Authorization", value: "Basic \(credentials)"), Self.contentType, Self.userAgent]
  }

  /// User name and password of the proxy, as they stand in its URL; nil if it has none.
  var proxyCredentials: String? {
    guard case .url(let url) = proxy, let end = url.lastIndex(of: "@") else { return nil }
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    return start < end ? String(url[start..<end]) : nil
  }

  /// The URLs of calls, by the places of their routes.
  var urls: [String] { Route.all.map { "\(baseURL)/\($0.name)" } }

  /// How many of the calls at once each transfer loop makes.
  ///
  /// One loop for each 16 calls, up to 8 loops, also on fewer processors: libcurl looks at every call
  /// of its loop at each turn, and answers that come together are worked off one by one. On two
  /// processors, with 32 calls at once over loopback, two loops make 1.08 of the calls of a bare
  /// libcurl loop, one makes 0.93 (medians of 12 runs). Calls that take 100 ms, 256 at once, run at
  /// 0.957 of the rate that is possible with one loop, at 0.974 with eight, which take two thirds of
  /// the processor's time.
  var shares: [Int] {
    let loops = Self.loops(concurrency: concurrency)
    return (0..<loops).map { (concurrency + $0) / loops }
  }

  /// How many transfer loops make so many calls at once.
  public static func loops(concurrency: Int) -> Int { min(max(1, concurrency / 16), 8) }

  /// The options of an HTTP client that makes `concurrency` of the calls at once.
  func clientOptions(_ delivery: DeliveryPolicy, concurrency: Int) -> ClientOptions {
    var options = ClientOptions(
      urls: urls, headers: headers(credentials: BasicCredentials.text(writeKey: writeKey)),
      retryHeader: "X-Retry-Count", concurrency: concurrency,
      timeoutMilliseconds: delivery.timeoutSeconds * 1000)
    options.connectHeaders = [Self.userAgent]
    options.proxy = proxy
    options.authorityFile = authorityFile
    options.authorityDirectory = authorityDirectory
    return options
  }

  /// The results of a dry run: the request as it would be made, the write key hidden.
  var dryRun: DryRun {
    DryRun(
      baseURL: baseURL,
      headers: headers(credentials: "***"),
      isBatched: batching != nil)
  }
}
