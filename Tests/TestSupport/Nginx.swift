#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Sandbox

/// An nginx on loopback for what the collector cannot do: TLS.
///
/// It answers every request with 200 and `{"success":true}`. Everything it needs, certificates
/// included, is made in a directory of its own; it runs as whoever runs the tests.
public final class Nginx {
  /// Plain HTTP/1.1.
  public let httpPort: UInt16
  /// TLS, with a good certificate for `localhost` and 127.0.0.1.
  public let httpsPort: UInt16
  /// TLS with a certificate for another host name.
  public let wrongHostPort: UInt16
  /// TLS with a certificate that has expired.
  public let expiredPort: UInt16
  /// The certificate authority, for `--cacert`.
  public let caFile: String
  /// One line per request: `$server_protocol $connection $server_port $request_method
  /// $request_uri $status`.
  public let accessLog: String

  private let directory: TemporaryDirectory
  private var process: Running?

  /// Whether both nginx and openssl are installed.
  public static var isInstalled: Bool {
    Tool.find("nginx") != nil && Tool.find("openssl") != nil
  }

  /// Starts nginx and returns once it accepts connections.
  ///
  /// - Parameter isForLoad: whether it is set up for speed: without an access log, with
  ///   connections that are kept for any number of requests, and request bodies held in memory.
  public init(isForLoad: Bool = false) throws(SupportError) {
    let directory = try TemporaryDirectory()
    try Certificates.make(in: directory)
    let (process, ports) = try Self.start(in: directory, isForLoad: isForLoad)
    self.directory = directory
    self.process = process
    (httpPort, httpsPort, wrongHostPort, expiredPort) = (ports[0], ports[1], ports[2], ports[3])
    caFile = directory.path(Certificates.authority)
    accessLog = directory.path("access.log")
  }

  deinit {
    stop()
  }

  /// The lines of the access log so far.
  public func requests() throws(SupportError) -> [String] {
    String(decoding: try Fixtures.read(accessLog), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// Stops nginx and waits until it is gone. Further calls do nothing.
  public func stop() {
    process?.signal(SIGTERM)
    _ = try? process?.wait()
    process = nil
  }

  private static func start(
    in directory: TemporaryDirectory, isForLoad: Bool
  ) throws(SupportError) -> (Running, [UInt16]) {
    let nginx = try Tool.path("nginx")
    var story = ""
    // Another process may take a port between its choice and its use, so that is tried again.
    for _ in 1...5 {
      let ports = try (0..<4).map { _ throws(SupportError) in try FreePorts.take() }
      let file = try directory.write(
        "nginx.conf", configuration(directory, ports, isForLoad: isForLoad))
      let arguments = ["-p", directory.path, "-e", "stderr", "-c", file]
      let running = try Command(nginx, arguments: arguments, deadline: 3600).start()
      // It writes its number once it has all ports; before that, somebody else may answer at one.
      let number = directory.path("nginx.pid")
      _ = eventually { running.hasEnded || (try? Fixtures.read(number))?.isEmpty == false }
      if !running.hasEnded { return (running, ports) }
      story = try running.wait().description
    }
    throw SupportError("nginx does not start\n\(story)")
  }

  private static func configuration(
    _ directory: TemporaryDirectory, _ ports: [UInt16], isForLoad: Bool
  ) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(directory.path)/\($0);" }.joined(separator: "\n  ")
    let tls = zip(ports.dropFirst(), Certificates.names).map { port, name in
      """
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(directory.path(name)).pem;
          ssl_certificate_key \(directory.path(name)).key;
          location / { return 200 '{"success":true}'; }
        }
      """
    }
    let handling =
      isForLoad
      ? "access_log off; keepalive_requests 1000000000; client_body_buffer_size 1m;"
      : "access_log \(directory.path("access.log")) calls;"
    // One process that never changes its user: the directory belongs to whoever runs the tests.
    return """
      daemon off;
      master_process off;
      pid \(directory.path("nginx.pid"));
      error_log stderr;
      events {}
      http {
        \(temporary)
        log_format calls '$server_protocol $connection $server_port $request_method $request_uri '
          '$status';
        \(handling)
        default_type application/json;
        client_max_body_size 64m;
        server {
          listen 127.0.0.1:\(ports[0]);
          location / { return 200 '{"success":true}'; }
        }
      \(tls.joined(separator: "\n"))
      }

      """
  }
}
