import HTTP
import TestSupport
import Testing

@Suite(
  .timeLimit(.minutes(5)), .enabled(if: Nginx.isInstalled, "needs nginx and openssl"))
struct SecureTests {
  private func call(_ port: UInt16, host: String = "localhost", authority: String?) throws
    -> Caller.Result
  {
    var options = options("https://\(host):\(port)/v1/track")
    options.authorityFile = authority
    return try Caller(options).call()
  }

  @Test(arguments: ["localhost", "127.0.0.1"]) func trustsTheGivenAuthority(host: String) throws {
    let nginx = try Nginx()
    let result = try call(nginx.httpsPort, host: host, authority: nginx.caFile)
    #expect(result.status == 200)
    #expect(result.text == #"{"success":true}"#)
  }

  @Test func verifiesTheCertificate() throws {
    let nginx = try Nginx()
    let failures = [
      try call(nginx.httpsPort, authority: nil),
      try call(nginx.wrongHostPort, authority: nginx.caFile),
      try call(nginx.expiredPort, authority: nginx.caFile),
      try call(nginx.httpsPort, authority: "/nonexistent.pem"),
      try call(nginx.httpPort, authority: nginx.caFile),
    ].map(\.failure)
    #expect(failures.map { $0?.kind } == [.tls, .tls, .tls, .tls, .tls])
    #expect(failures.allSatisfy { $0?.detail.isEmpty == false })
    #expect(failures[2]?.detail.contains("expired") == true)
    // What nginx made of a TLS greeting on its plain port is no request of ours.
    #expect(try !nginx.requests().contains { $0.contains("POST") })
  }

  @Test(arguments: ["http", "https"]) func speaksHTTP11(scheme: String) throws {
    let nginx = try Nginx()
    let port = scheme == "http" ? nginx.httpPort : nginx.httpsPort
    var options = options("\(scheme)://localhost:\(port)/v1/track", concurrency: 8)
    options.authorityFile = nginx.caFile
    let caller = try Caller(options)
    for _ in 1...4 {
      for _ in 1...8 { #expect(try caller.start() != nil) }
      #expect(try caller.finish(8).allSatisfy { $0.status == 200 })
    }
    #expect(try eventually { try nginx.requests().count == 32 })
    let words = try nginx.requests().map { $0.split(separator: " ") }
    #expect(words.allSatisfy { $0[0] == "HTTP/1.1" && $0[3] == "POST" && $0[5] == "200" })
    #expect(Set(words.map { $0[1] }).count == 8)
  }
}
