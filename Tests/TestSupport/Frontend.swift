import Sandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A real load balancer on loopback in front of a collector.
public final class Frontend {
  /// What stands in front.
  public enum Kind: Sendable {
    /// nginx over TLS, which ends connections after so many requests and takes bodies of so many
    /// bytes.
    case nginx(requestsPerConnection: Int, bodyLimit: Int)
    /// haproxy in plain text, which ends connections that were idle for so many milliseconds.
    case haproxy(idleMilliseconds: Int)

    var program: String {
      switch self {
      case .nginx: "nginx"
      case .haproxy: "haproxy"
      }
    }
  }

  /// What stands in for `https://api.segment.io/v1`.
  public let baseURL: String
  /// The certificate authority, for `--cacert`; nil in plain text.
  public let caFile: String?

  private let kind: Kind
  private let directory: TemporaryDirectory
  private let process: Running

  /// Whether nginx, openssl and haproxy are installed.
  public static var isInstalled: Bool {
    Nginx.isInstalled && Tool.find("haproxy") != nil
  }

  /// Starts it and returns once it accepts connections.
  public init(_ kind: Kind, before collector: Collector) throws(SupportError) {
    self.kind = kind
    directory = try TemporaryDirectory()
    let port = try Nginx.freePorts(1)[0]
    switch kind {
    case .nginx(let requests, let bodyLimit):
      try Certificates.make(in: directory)
      let text = Self.nginx(directory, port, collector.port, requests, bodyLimit)
      let file = try directory.write("nginx.conf", text)
      let arguments = ["-p", directory.path, "-e", "stderr", "-c", file]
      process = try Command(Tool.path("nginx"), arguments: arguments, deadline: 600).start()
      caFile = directory.path(Certificates.authority)
      baseURL = "https://localhost:\(port)/v1"
    case .haproxy(let idle):
      let file = try directory.write("haproxy.cfg", Self.haproxy(port, collector.port, idle))
      process = try Command(
        Tool.path("haproxy"), arguments: ["-db", "-f", file], deadline: 600
      ).start()
      caFile = nil
      baseURL = "http://127.0.0.1:\(port)/v1"
    }
    let running = process
    let isUp = eventually { running.hasEnded || (try? RawClient(port: port)) != nil }
    guard isUp, !running.hasEnded else { throw SupportError("\(kind.program) does not start") }
  }

  deinit {
    process.signal(SIGTERM)
    _ = try? process.wait()
  }

  /// Has nginx read its configuration anew: other processes take over, and the present ones end their
  /// connections as soon as these are idle.
  public func reload() { process.signal(SIGHUP) }

  private static func nginx(
    _ directory: TemporaryDirectory, _ port: UInt16, _ target: UInt16, _ requests: Int,
    _ bodyLimit: Int
  ) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(directory.path)/\($0);" }.joined(separator: "\n  ")
    let certificate = directory.path(Certificates.names[0])
    return """
      daemon off;
      \(getuid() == 0 ? "user root;" : "")
      worker_processes 2;
      pid \(directory.path("nginx.pid"));
      error_log stderr crit;
      events {}
      http {
        \(temporary)
        access_log off;
        keepalive_requests \(requests);
        client_max_body_size \(bodyLimit);
        upstream collector { server 127.0.0.1:\(target); keepalive 64; }
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(certificate).pem;
          ssl_certificate_key \(certificate).key;
          location / {
            proxy_pass http://collector;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
          }
        }
      }

      """
  }

  private static func haproxy(_ port: UInt16, _ target: UInt16, _ idle: Int) -> String {
    """
    defaults
      mode http
      timeout connect 5s
      timeout client 5s
      timeout server 5s
      timeout http-keep-alive \(idle)ms
    frontend calls
      bind 127.0.0.1:\(port)
      default_backend collectors
    backend collectors
      server collector 127.0.0.1:\(target)

    """
  }
}
