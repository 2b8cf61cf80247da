/// A certificate authority and server certificates signed by it, made with the `openssl` command
/// (3.0 or later).
enum Certificates {
  /// The authority's certificate, a file name.
  static let authority = "ca.pem"

  /// What the server certificates are called: `NAME.pem` and `NAME.key`.
  static let names = ["good", "wrong-host", "expired"]

  /// Makes all of them.
  static func make(in directory: TemporaryDirectory) throws(SupportError) {
    try request(
      "ca", in: directory,
      ["-days", "2", "-subj", "/CN=segment-step test authority"])
    try server("good", "DNS:localhost,IP:127.0.0.1", days: "2", in: directory)
    try server("wrong-host", "DNS:wrong.example", days: "2", in: directory)
    try server("expired", "DNS:localhost,IP:127.0.0.1", days: "-1", in: directory)
  }

  private static func server(
    _ name: String, _ hosts: String, days: String, in directory: TemporaryDirectory
  ) throws(SupportError) {
    try request(
      name, in: directory,
      [
        "-CA", authority, "-CAkey", "ca.key", "-days", days, "-subj", "/CN=\(name)",
        "-addext", "subjectAltName=\(hosts)", "-addext", "basicConstraints=CA:FALSE",
      ])
  }

  private static func request(
    _ name: String, in directory: TemporaryDirectory, _ arguments: [String]
  ) throws(SupportError) {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    let files = ["-keyout", "\(name).key", "-out", "\(name).pem"]
    let finished = try Command(
      Tool.path("openssl"), arguments: ["req", "-x509"] + key + files + arguments,
      directory: directory.path
    ).run()
    guard finished.status == .exited(0) else { throw SupportError(finished.description) }
  }
}
