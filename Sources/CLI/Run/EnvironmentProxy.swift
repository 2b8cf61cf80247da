/// The proxy that curl's environment variables name
/// (https://everything.curl.dev/usingcurl/proxies/env.html).
struct EnvironmentProxy {
  /// The variable that names it.
  let variable: String
  /// Its value, which may be no URL.
  let text: String

  /// The proxy for an endpoint; nil if there is none, or if the host is excepted.
  ///
  /// - Parameters:
  ///   - isSecure: whether the endpoint's scheme is `https`.
  ///   - host: its host, perhaps in brackets.
  init?(isSecure: Bool, host: String, _ environment: [String: String]) {
    func value(_ names: String...) -> (name: String, value: String)? {
      for name in names {
        // libcurl takes an empty variable for none.
        if let value = environment[name], !value.isEmpty { return (name, value) }
      }
      return nil
    }
    // In upper case, a web server sets HTTP_PROXY from a header of its client's.
    let own = isSecure ? value("https_proxy", "HTTPS_PROXY") : value("http_proxy")
    guard let (name, text) = own ?? value("all_proxy", "ALL_PROXY") else { return nil }
    if let exceptions = value("no_proxy", "NO_PROXY")?.value,
      ProxyExceptions(exceptions).hold(host)
    {
      return nil
    }
    variable = name
    self.text = text
  }
}
