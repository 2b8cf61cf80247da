/// The file of certificates that `--cacert` names.
enum CertificateFile {
  /// What OpenSSL reads as certificates; a private key is in PEM form, too.
  private static let kinds = ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"]

  /// Refuses one without certificates: every call would fail.
  static func check(_ path: String) throws(Diagnostics) {
    let flag = FlagID.caCertificate.spelling
    let text: [UInt8]
    do throws(FileText.Unreadable) {
      text = try FileText.read(path)
    } catch {
      throw Diagnostics([Diagnostic("\(flag): cannot read \(path): \(error.reason)")])
    }
    guard kinds.contains(where: { text.firstRange(of: "-----BEGIN \($0)-----".utf8) != nil }) else {
      throw Diagnostics([Diagnostic("\(flag): \(path) holds no certificate in PEM form")])
    }
  }
}
