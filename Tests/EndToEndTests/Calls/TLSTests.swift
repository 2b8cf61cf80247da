import TestSupport
import Testing

@Suite(.enabled(if: Nginx.isInstalled, "nginx or openssl is not installed"))
struct TLSTests {
  private func run(
    port: UInt16, _ arguments: [String] = [], environment: [String: String] = [:],
    events: Int = 1
  ) throws -> Finished {
    var command = Step.command(["--endpoint", "https://localhost:\(port)/v1"] + arguments)
    command.environment = environment
    return try command.run(stdin: Step.events(1...events))
  }

  @Test(arguments: [1, 16, 64])
  func verifiesAndSpeaksHTTP11(concurrency: Int) throws {
    let nginx = try Nginx()
    let arguments = ["--cacert", nginx.caFile, "-e", "-j", "\(concurrency)"]
    let finished = try run(port: nginx.httpsPort, arguments, events: 200)
    #expect(finished.status == .exited(0), finished.story)
    #expect(finished.lines.count == 200)
    let log = try nginx.requests().map { $0.split(separator: " ") }
    #expect(log.count == 200)
    #expect(Set(log.map { $0[0] }) == ["HTTP/1.1"])
    #expect(Set(log.map { $0[1] }).count <= concurrency, "connections are kept")
    #expect(Set(log.map { $0[4] }) == ["/v1/track"])
  }

  @Test func refusesWhatItCannotVerify() throws {
    let nginx = try Nginx()
    let trusted = ["--cacert", nginx.caFile]
    let cases = [
      (nginx.httpsPort, []), (nginx.wrongHostPort, trusted), (nginx.expiredPort, trusted),
    ]
    for (port, arguments) in cases {
      let finished = try run(port: port, arguments)
      let type = try field("segment.error.type", of: finished.output)
      #expect(type == #""tls""#, finished.story)
      #expect(try field("segment.error.retryable", of: finished.output) == "true")
    }
    #expect(try nginx.requests().isEmpty)
  }

  @Test func aCertificateFileMustBeThere() throws {
    let finished = try run(port: 1, ["--cacert", "/nonexistent.pem"])
    #expect(finished.status == .exited(2), finished.story)
    #expect(
      finished.errors
        == "segment-step: --cacert: cannot read /nonexistent.pem: No such file or directory\n")
  }

  @Test(arguments: ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
  func findsAuthoritiesInTheEnvironment(_ variable: String) throws {
    let nginx = try Nginx()
    let finished = try run(port: nginx.httpsPort, environment: [variable: nginx.caFile])
    #expect(try field("segment.success", of: finished.output) == "true", finished.story)
  }
}
