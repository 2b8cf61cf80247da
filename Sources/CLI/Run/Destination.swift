import Pipeline
import Sandbox
import Segment

/// Where a run sends its calls: Segment, another endpoint, or a sandbox that lives as long as this
/// value.
struct Destination {
  /// A sandbox could not be started.
  struct SandboxFailed: Error {
    let call: String
    let code: CInt
  }

  let service: Service
  private let collector: Collector?

  /// - Parameter environment: where curl's variables for certificates are looked up.
  init(_ plan: RunPlan, environment: [String: String]) throws(SandboxFailed) {
    let settings = plan.settings
    let region = settings.region ?? plan.config.region ?? .us
    collector = try Self.startSandbox(settings)
    var service = Service(
      baseURL: collector?.baseURL ?? settings.endpoint?.text ?? region.baseURL,
      writeKey: plan.config.writeKey)
    service.isSegment = settings.endpoint?.isSegment ?? (collector == nil)
    service.headers = plan.access.headers
    service.token = plan.access.token
    service.isCompressed = settings.compress
    Self.setProxy(of: &service, settings, region: region, environment)
    Self.setAuthorities(of: &service, settings, environment)
    self.service = service
  }

  /// Ends the sandbox, if there is one.
  func stop() { collector?.stop() }

  private static func startSandbox(_ settings: Settings) throws(SandboxFailed) -> Collector? {
    guard let faults = settings.sandbox else { return nil }
    do throws(CollectorError) {
      return try Collector(faults: faults)
    } catch {
      throw SandboxFailed(call: error.call, code: error.code)
    }
  }

  private static func setProxy(
    of service: inout Service, _ settings: Settings, region: Region, _ environment: [String: String]
  ) {
    if let proxy = settings.proxy {
      service.proxy = proxy.isEmpty ? .none : .url(proxy)
    } else if let proxy = environmentProxy(settings, region: region, environment) {
      // libcurl would find it, too, but its password must be known here, to be hidden.
      service.proxy = .url(proxy.text)
    } else {
      service.proxy = .none
    }
  }

  /// The proxy of the environment, if calls go through it.
  ///
  /// Plain HTTP is for this machine: no proxy of the environment may carry it, and the write key
  /// with it, to another one.
  static func environmentProxy(
    _ settings: Settings, region: Region, _ environment: [String: String]
  ) -> EnvironmentProxy? {
    let isSecure = settings.endpoint?.isSecure ?? true
    if settings.proxy != nil || settings.sandbox != nil { return nil }
    if !isSecure, !settings.insecureHTTP { return nil }
    let host = settings.endpoint?.host ?? (try? Endpoint(region.baseURL))?.host ?? ""
    return EnvironmentProxy(isSecure: isSecure, host: host, environment)
  }

  /// As the curl tool does: `--cacert`, else its variables
  /// (https://curl.se/docs/sslcerts.html).
  private static func setAuthorities(
    of service: inout Service, _ settings: Settings, _ environment: [String: String]
  ) {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let file = settings.caCertificate ?? variable("CURL_CA_BUNDLE") {
      service.authorityFile = file
    } else {
      service.authorityFile = variable("SSL_CERT_FILE")
      service.authorityDirectory = variable("SSL_CERT_DIR")
    }
  }
}
