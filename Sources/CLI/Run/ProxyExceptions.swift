/// The hosts that curl's variable `no_proxy` excepts, by libcurl's rules since 7.86
/// (https://curl.se/libcurl/c/CURLOPT_NOPROXY.html, lib/noproxy.c).
///
/// A host that is excepted here is reached without a proxy, so only those count that every libcurl
/// excepts; of others it decides itself.
struct ProxyExceptions {
  private let text: String
  /// Names, domains, addresses and networks.
  private let entries: [String]

  /// - Parameter text: the value of the variable.
  init(_ text: String) {
    self.text = text
    entries = text.split(whereSeparator: { ", \t".contains($0) }).map { $0.lowercased() }
  }

  /// - Parameter host: a name, or an address, which is in brackets if it is of IPv6.
  func hold(_ host: String) -> Bool {
    if text == "*" { return true }
    let host = host.lowercased()
    if host.first == "[" {
      // libcurl 7.88 compares these as text, and knows no networks of them.
      return entries.contains(String(host.dropFirst().prefix { $0 != "]" }))
    }
    if let address = Self.address(host) {
      return entries.contains { Self.network($0, holds: address) }
    }
    let name = Self.withoutDotAtEnd(host)
    return entries.contains { entry in
      var domain = Self.withoutDotAtEnd(entry)
      if domain.first == "." { domain.removeFirst() }
      return !domain.isEmpty && (name == domain || name.hasSuffix(".\(domain)"))
    }
  }

  private static func withoutDotAtEnd(_ name: String) -> String {
    name.last == "." ? String(name.dropLast()) : name
  }

  /// Whether a network, or a single address, holds an address. 0 bits are all of them.
  private static func network(_ text: String, holds host: UInt32) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let network = address(String(parts[0])),
      let bits = parts.count > 1 ? WholeNumber.read(parts[1]) : 0, bits <= 32
    else { return false }
    return (network ^ host) >> (bits == 0 ? 0 : 32 - bits) == 0
  }

  /// The address of IPv4 that a text is, as four numbers; nil if it is something else.
  private static func address(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var address: UInt32 = 0
    for part in parts {
      guard let number = WholeNumber.read(part), number <= 255, part.count <= 3 else { return nil }
      address = address << 8 | UInt32(number)
    }
    return address
  }
}
