import Segment

/// A base URL that calls can be sent to: `http` or `https`, a host, perhaps a port and a path.
public struct Endpoint: Equatable, Sendable {
  /// Why a text is no such URL.
  public enum Fault: Error, Equatable, Sendable {
    /// It does not begin with `http://` or `https://`.
    case scheme
    /// There is no host, or one with characters no host name has.
    case host
    /// What follows the host's colon is not a number from 1 to 65535.
    case port
    /// It holds a user name or a password.
    case credentials
    /// It holds a query or a fragment, after which no operation could be appended.
    case queryOrFragment
    /// It ends with the name of an operation, or with `batch`, which is appended to it.
    case operation
    /// It holds a space, a control character or another one that no URL has.
    case character
  }

  /// The URL with its scheme in lower case and without slashes at the end.
  public let text: String
  /// The host, in brackets if it is an IPv6 address.
  public let host: String
  /// The scheme is `https`.
  public let isSecure: Bool
  /// The host is `localhost`, `[::1]` or an address in 127.0.0.0/8 in its usual spelling.
  ///
  /// Other spellings of those addresses, such as `127.1`, do not count: what they mean depends on
  /// who resolves them.
  public let isLoopback: Bool

  /// The host is one of Segment's own.
  public var isSegment: Bool {
    let host = host.lowercased()
    return host.hasSuffix(".segment.io") || host.hasSuffix(".segmentapis.com")
  }

  /// Reads a URL by its syntax alone; nothing is looked up.
  public init(_ url: String) throws(Fault) {
    guard let mark = url.firstRange(of: "://") else { throw .scheme }
    let scheme = url[..<mark.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { throw .scheme }
    guard url.unicodeScalars.allSatisfy(Self.belongsInURL) else { throw .character }
    let rest = url[mark.upperBound...]
    guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else { throw .queryOrFragment }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else { throw .credentials }

    let (host, port) = try Self.split(authority)
    try Self.checkPort(port)
    var path = rest[authority.endIndex...]
    while path.last == "/" { path.removeLast() }
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    guard Operation(rawValue: last) == nil, last != "batch" else { throw .operation }
    text = "\(scheme)://\(authority)\(path)"
    self.host = String(host)
    isSecure = scheme == "https"
    isLoopback = Self.namesLoopback(host)
  }

  private static func belongsInURL(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x20 && !(0x7F...0x9F).contains(scalar.value)
      && !"\\\"<>^`{|}".unicodeScalars.contains(scalar)
  }

  /// The host, in brackets if it is an IPv6 address, and what follows its colon, if there is one.
  private static func split(
    _ authority: Substring
  ) throws(Fault) -> (host: Substring, port: Substring?) {
    let host: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .host }
      host = authority[...end]
      let address = host.dropFirst().dropLast()
      guard address.contains(":"), address.allSatisfy(belongsInAddress) else {
        throw .host
      }
    } else {
      host = authority.prefix { $0 != ":" }
      guard !host.isEmpty, host.allSatisfy(belongsInHost) else { throw .host }
    }
    let rest = authority[host.endIndex...]
    if rest.isEmpty { return (host, nil) }
    guard rest.first == ":" else { throw .host }
    return (host, rest.dropFirst())
  }

  /// Letters beyond ASCII pass: curl encodes international names.
  private static func belongsInHost(_ character: Character) -> Bool {
    !character.isASCII || character.isLetter || character.isWholeNumber
      || "-._".contains(character)
  }

  private static func belongsInAddress(_ character: Character) -> Bool {
    character.isASCII && (character.isHexDigit || ":.".contains(character))
  }

  private static func checkPort(_ port: Substring?) throws(Fault) {
    guard let port else { return }
    guard let number = WholeNumber.read(port), (1...65535).contains(number) else { throw .port }
  }

  private static func namesLoopback(_ host: Substring) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "127" else { return false }
    return parts.allSatisfy { part in
      // A leading zero would make it octal to some resolvers.
      guard part == "0" || part.first != "0" else { return false }
      return WholeNumber.read(part).map { $0 <= 255 } ?? false
    }
  }
}
