import TestSupport

/// What the comparisons of throughput send to: nginx, or the collector where nginx is missing.
final class LoadServer {
  /// The name and version, or how to get a faster one.
  let name: String
  /// What stands in for `https://api.segment.io/v1`.
  let url: String
  /// The same over TLS, with the authority that its certificate is from.
  let secure: (url: String, authority: String)?
  // Whichever it is ends with this value.
  private let nginx: Nginx?
  private let collector: CollectorProcess?

  init() throws(SupportError) {
    guard Nginx.isInstalled else {
      let collector = try CollectorProcess()
      name = "the sandbox's collector (for nginx: apt-get install nginx-light openssl)"
      url = collector.url
      secure = nil
      nginx = nil
      self.collector = collector
      return
    }
    let nginx = try Nginx(isForLoad: true)
    let version = try Command(Tool.path("nginx"), arguments: ["-v"]).run().errors
    name = version.split(separator: " ").last.map { String($0.trimmingEnd) } ?? "nginx"
    url = "http://127.0.0.1:\(nginx.httpPort)/v1"
    secure = ("https://127.0.0.1:\(nginx.httpsPort)/v1", nginx.caFile)
    self.nginx = nginx
    collector = nil
  }
}
