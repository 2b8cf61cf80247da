import Sandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A real load balancer on loopback in front of a collector or another server.
public final class Frontend {
  /// What stands in front.
  public enum Kind: Sendable {
    /// nginx over TLS, which ends connections after so many requests and takes bodies of so many
    /// bytes.
    case nginx(requestsPerConnection: Int, bodyLimit: Int, speaksHTTP2: Bool = false)
    /// haproxy in plain text, which ends connections that were idle for so many milliseconds.
    case haproxy(idleMilliseconds: Int)
    /// haproxy in plain text, which keeps no connection to the server.
    case haproxyClosing
    /// haproxy, which takes the TLS off and passes the bytes on.
    case tls
    /// haproxy, which passes bytes on to one of these ports in turn, for each connection.
    case balancer(ports: [UInt16])

    var program: String { if case .nginx = self { "nginx" } else { "haproxy" } }

    var speaksTLS: Bool {
      switch self {
      case .nginx, .tls, .balancer: true
      case .haproxy, .haproxyClosing: false
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

  /// Where it listens on 127.0.0.1.
  public let port: UInt16

  /// Starts it before a collector.
  public convenience init(_ kind: Kind, before collector: Collector) throws(SupportError) {
    try self.init(kind, before: collector.port)
  }

  /// Starts it and returns once it accepts connections.
  ///
  /// - Parameter target: the port of the server behind it; a balancer has its own.
  public init(_ kind: Kind, before target: UInt16) throws(SupportError) {
    self.kind = kind
    directory = try TemporaryDirectory()
    port = try FreePorts.take()
    if kind.speaksTLS { try Certificates.make(in: directory) }
    caFile = kind.speaksTLS ? directory.path(Certificates.authority) : nil
    baseURL = kind.speaksTLS ? "https://localhost:\(port)/v1" : "http://127.0.0.1:\(port)/v1"
    let arguments: [String]
    if case .nginx(let requests, let bodyLimit, let speaksHTTP2) = kind {
      let text = Self.nginx(directory, port, target, requests, bodyLimit, speaksHTTP2)
      let file = try directory.write("nginx.conf", text)
      arguments = ["-p", directory.path, "-e", "stderr", "-c", file]
    } else {
      let text = try Self.haproxy(kind, directory, port, target)
      // With a master process, which reloads.
      arguments = ["-W", "-db", "-f", try directory.write("haproxy.cfg", text)]
    }
    process = try Command(
      Tool.path(kind.program), arguments: arguments, deadline: 600
    ).start()
    let running = process
    let port = port
    let isUp = eventually { running.hasEnded || (try? RawClient(port: port)) != nil }
    guard isUp, !running.hasEnded else { throw SupportError("\(kind.program) does not start") }
  }

  deinit {
    process.signal(SIGTERM)
    _ = try? process.wait()
  }

  /// Has it read its configuration anew: other processes take over, and the present ones end their
  /// connections as soon as these are idle.
  public func reload() { process.signal(kind.program == "nginx" ? SIGHUP : SIGUSR2) }

  private static func nginx(
    _ directory: TemporaryDirectory, _ port: UInt16, _ target: UInt16, _ requests: Int,
    _ bodyLimit: Int, _ speaksHTTP2: Bool
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
          listen 127.0.0.1:\(port) ssl\(speaksHTTP2 ? " http2" : "");
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

  private static func haproxy(
    _ kind: Kind, _ directory: TemporaryDirectory, _ port: UInt16, _ target: UInt16
  ) throws(SupportError) -> String {
    var (mode, bind, options, targets) = ("http", "", "", [target])
    switch kind {
    case .nginx: break
    case .haproxy(let idle): options = "timeout http-keep-alive \(idle)ms"
    case .haproxyClosing: options = "option http-server-close"
    case .tls:
      mode = "tcp"
      let name = directory.path(Certificates.names[0])
      let pair = try Fixtures.read(name + ".pem") + Fixtures.read(name + ".key")
      bind = "ssl crt " + (try directory.write("pair.pem", String(decoding: pair, as: UTF8.self)))
    case .balancer(let ports): (mode, targets) = ("tcp", ports)
    }
    let servers = targets.map { "server s\($0) 127.0.0.1:\($0)" }.joined(separator: "\n  ")
    return """
      defaults
        mode \(mode)
        timeout connect 5s
        timeout client 5s
        timeout server 5s
        \(options)
      frontend calls
        bind 127.0.0.1:\(port) \(bind)
        default_backend servers
      backend servers
        balance roundrobin
        \(servers)

      """
  }
}
