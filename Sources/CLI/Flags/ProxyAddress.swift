/// The URL of a proxy, as curl takes it: `[SCHEME://][USER[:PASSWORD]@]HOST[:PORT]`.
///
/// Looked at before anything is read, for libcurl tells of a wrong one only with each call, and shows
/// it whole.
struct ProxyAddress: Equatable, Sendable {
  /// It is no such URL. What it is, is not told: it may hold a password.
  struct Malformed: Error {}

  /// The schemes that curl knows for proxies; none at all means `http`.
  /// (`socks`, which desktops set, is `socks4`).
  static let schemes = ["http", "https", "socks", "socks4", "socks4a", "socks5", "socks5h"]

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
    let credentials = authority.lastIndex(of: "@").map { authority[..<$0] }
    guard credentials.map(Self.areCredentials) != false else { throw Malformed() }
    self.server = String(authority.dropFirst(credentials.map { $0.count + 1 } ?? 0))
    do {
      _ = try Endpoint("http://\(self.server)")
    } catch {
      throw Malformed()
    }
  }

  /// Whether libcurl can read user name and password. It refuses another `@` with each call; and
  /// with a control character, percent-encoded, 7.88 goes past the proxy without a word
  /// (`parse_proxy` in lib/url.c).
  private static func areCredentials(_ text: Substring) -> Bool {
    !text.contains("@")
      && text.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy {
        let digits = $0.prefix(2)
        return digits.count < 2 || !(digits.hasPrefix("0") || digits.hasPrefix("1"))
          || digits.last?.isHexDigit != true
      }
  }
}
