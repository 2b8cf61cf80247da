/// A certificate authority and server certificates signed by it, made with the `openssl` command
/// (3.0 or later).
enum Certificates {
  /// The authority's certificate, a file name.
  static let authority = "ca.pem"

  /// What the server certificates are called: `NAME.pem` and `NAME.key`.
  static let names = ["good", "wrong-host", "expired"]

  /// Makes all of them.
  static func make(in directory: TemporaryDirectory) throws(SupportError) {
    try openssl(
      ["req", "-x509", "-days", "2", "-subj", "/CN=segment-step test authority"]
        + newKey("ca") + ["-out", authority],
      in: directory)
    try server("good", "DNS:localhost,IP:127.0.0.1", days: "2", in: directory)
    try server("wrong-host", "DNS:wrong.example", days: "2", in: directory)
    try server("expired", "DNS:localhost,IP:127.0.0.1", days: "-1", in: directory)
  }

  /// `openssl req -x509` makes no certificate that has expired, so each is requested, then signed.
  private static func server(
    _ name: String, _ hosts: String, days: String, in directory: TemporaryDirectory
  ) throws(SupportError) {
    try openssl(
      ["req", "-subj", "/CN=\(name)", "-addext", "subjectAltName=\(hosts)"] + newKey(name)
        + ["-addext", "basicConstraints=CA:FALSE", "-out", "\(name).csr"],
      in: directory)
    try openssl(
      [
        "x509", "-req", "-in", "\(name).csr", "-copy_extensions", "copy", "-days", days,
        "-CA", authority, "-CAkey", "ca.key", "-CAcreateserial", "-out", "\(name).pem",
      ],
      in: directory)
  }

  private static func newKey(_ name: String) -> [String] {
    let curve = ["-pkeyopt", "ec_paramgen_curve:prime256v1"]
    return ["-newkey", "ec"] + curve + ["-nodes", "-keyout", "\(name).key"]
  }

  private static func openssl(
    _ arguments: [String], in directory: TemporaryDirectory
  ) throws(SupportError) {
    let finished = try Command(
      Tool.path("openssl"), arguments: arguments, directory: directory.path
    ).run()
    guard finished.status == .exited(0) else { throw SupportError(finished.description) }
  }
}
