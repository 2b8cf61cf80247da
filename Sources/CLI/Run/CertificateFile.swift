/// The file of certificates that `--cacert` names.
enum CertificateFile {
  /// What OpenSSL reads as certificates; a private key is in PEM form, too.
  private static let kinds = ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"]

  /// Refuses one without certificates: every call would fail.
  static func check(_ path: String) throws(Diagnostics) {
    let flag = FlagID.caCertificate
    let text = try FileText.read(path, of: flag)
    guard kinds.contains(where: { text.firstRange(of: "-----BEGIN \($0)-----".utf8) != nil }) else {
      throw Diagnostics([Diagnostic("\(flag.spelling): \(path) holds no certificate in PEM form")])
    }
  }
}
