/// The URL of a proxy, as curl takes it: `[SCHEME://][USER[:PASSWORD]@]HOST[:PORT]`.
///
/// Looked at before anything is read, for libcurl tells of a wrong one only with each call, and shows
/// it whole.
struct ProxyAddress: Equatable, Sendable {
  /// It is no such URL. What it is, is not told: it may hold a password.
  struct Malformed: Error {}

  /// The schemes that curl knows for proxies; none at all means `http`.
  static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

  /// The URL, as it was given.
  let text: String
  /// The host, and the port if there is one.
  let server: String

  init(_ text: String) throws(Malformed) {
    self.text = text
    let mark = text.firstRange(of: "://")
    let scheme = mark.map { text[..<$0.lowerBound].lowercased() } ?? "http"
    guard Self.schemes.contains(scheme),
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) })
    else { throw Malformed() }
    let rest = text[(mark?.upperBound ?? text.startIndex)...]
    // As libcurl does: up to a slash, whatever comes before it.
    let authority = rest.prefix { !"/?#".contains($0) }
    guard ["", "/"].contains(rest[authority.endIndex...]) else { throw Malformed() }
    let server = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
    self.server = String(server ?? authority)
    do {
      _ = try Endpoint("http://\(self.server)")
    } catch {
      throw Malformed()
    }
  }
}
